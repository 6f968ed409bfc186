package io.github.reelstore.media.internal.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testtools.RecordedLog;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The image is stored even if its thumbnail is not, and the log says why. */
class ThumbnailFailureTest {

    private static final ProfileId PROFILE = ProfileId.of("p");

    private static Stream<Supplier<Throwable>> failures() {
        return Stream.of(
                () -> StorageException.Unavailable.passing("x", "The blob store is not reachable; try again.", null),
                () -> new IllegalStateException("a bug"),
                () -> new OutOfMemoryError("Java heap space"),
                StackOverflowError::new,
                () -> new NoClassDefFoundError("com/example/Decoder"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureIsLoggedOnce(Supplier<Throwable> failures) {
        Throwable failure = failures.get();
        try (InMemoryTransactions transactions = new InMemoryTransactions(Clock.systemUTC());
                InMemoryBlobStore blobs = new InMemoryBlobStore();
                RecordedLog log = new RecordedLog()) {
            SequentialIds ids = new SequentialIds(Clock.systemUTC());
            MediaService media = new MediaService(
                    transactions, blobs, PROFILE, MediaProbe.SNIFFING, new FailingThumbnailer(failure));
            ProjectId project = new ProjectService(transactions, media, ids, PROFILE)
                    .create(VideoProject.builder().title("Dusk"))
                    .id();

            ImageGeneration image = new GenerationService(transactions, media, ids, PROFILE)
                    .addImage(new NewImage(
                            project,
                            SampleMedia.source("dusk.png", SampleMedia.png(1)),
                            ImageGeneration.builder().provider("imagen")));

            assertThat(image.thumbPath()).isEmpty();
            assertThat(log.lines())
                    .containsExactly("WARNING No thumbnail of " + image.filePath() + " was made: " + failure);
        }
    }

    private record FailingThumbnailer(Throwable failure) implements Thumbnailer {

        @Override
        public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }

        @Override
        public boolean supports(MediaFormat format) {
            return true;
        }
    }
}
