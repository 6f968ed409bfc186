package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.maintenance.RepairPlan;
import io.github.reelstore.domain.maintenance.RepairResult;
import io.github.reelstore.domain.maintenance.RepairService;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.WriteTrial;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.TestClock;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testservers.S3Server;
import io.github.reelstore.testservers.ServerKind;
import io.github.reelstore.testtools.RecordedLog;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services on a server that lets several concurrent writers of one key succeed. */
@Tag("servers")
class UniqueKeysIT {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final ProjectId PROJECT = new ProjectId("one");
    private static final String ATTEMPT = "\\.~[0-9a-f]{20}\\.";

    private final S3Server server = S3Server.s3proxy(ServerKind.RACING::of);
    private final S3Server.Location location = server.newLocation();
    private final FaultyHttpProxy proxy = new FaultyHttpProxy(server.endpoint());
    private final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
    private final Transactions transactions = new InMemoryTransactions(clock);
    private final List<S3BlobStore> opened = new ArrayList<>();

    @TempDir
    Path staging;

    /** The services of one process; all of them make the same ids. */
    private final class Writer {

        private final S3BlobStore blobs = S3BlobStore.open(Fixture.config(server, proxy.endpoint(), location)
                .staging(staging)
                .build());
        private final SequentialIds ids = new SequentialIds(new TestClock(clock.instant()));
        private final MediaService media =
                new MediaService(transactions, blobs, PROFILE, MediaProbe.SNIFFING, new OneThumbnail());
        private final GenerationService generations = new GenerationService(transactions, media, ids, PROFILE);
        private final ProjectService projects = new ProjectService(transactions, media, ids, PROFILE);

        Writer() {
            opened.add(blobs);
        }

        ImageGeneration addImage(int number) {
            return generations.addImage(new NewImage(
                    PROJECT,
                    SampleMedia.source("i", SampleMedia.png(number)),
                    ImageGeneration.builder().provider("painter").prompt("a lake")));
        }
    }

    /** The same thumbnail for every image. */
    private static final class OneThumbnail implements Thumbnailer {

        @Override
        public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
            return Optional.of(new Thumbnail(MediaFormat.PNG, SampleMedia.source("t", SampleMedia.png(99))));
        }

        @Override
        public boolean supports(MediaFormat format) {
            return format == MediaFormat.PNG;
        }
    }

    @AfterEach
    void close() {
        opened.forEach(S3BlobStore::close);
        proxy.close();
        transactions.close();
    }

    private void createProject() {
        transactions.inTransaction(PROFILE, tx -> {
            tx.projects()
                    .insert(VideoProject.builder()
                            .id(PROJECT)
                            .profileId(PROFILE)
                            .title("t")
                            .version(1)
                            .createdAt(tx.now())
                            .updatedAt(tx.now())
                            .build());
            return true;
        });
    }

    @Test
    void everyFileGetsAKeyOfItsOwn() {
        createProject();
        Writer process = new Writer();
        ImageGeneration image = process.addImage(1);
        AudioGeneration audio = process.generations.addAudio(new NewAudio(
                PROJECT,
                SampleMedia.source("a", SampleMedia.mp3(1)),
                AudioGeneration.builder().provider("speaker").text("hello")));
        VideoGeneration video = process.generations.addVideo(
                new NewGeneration(PROJECT, VideoGeneration.builder().prompt("a wave")));
        video = process.generations.addFile(video.id(), SampleMedia.source("v", SampleMedia.mp4(1)));
        VideoProject project = process.projects.setFinalCut(PROJECT, SampleMedia.source("c", SampleMedia.mp4(2)));

        assertThat(image.filePath().value()).matches("projects/one/images/" + image.id() + ATTEMPT + "png");
        assertThat(image.thumbPath().orElseThrow().value())
                .matches("projects/one/images/" + image.id() + "\\.~[0-9a-f]{20}\\.thumb-[0-9a-f]{12}\\.png");
        assertThat(audio.filePath().value()).matches("projects/one/audio/" + audio.id() + ATTEMPT + "mp3");
        assertThat(video.filePath().orElseThrow().value())
                .matches("projects/one/videos/" + video.id() + ATTEMPT + "mp4");
        assertThat(project.videoPath().orElseThrow().value()).matches("projects/one/video" + ATTEMPT + "mp4");
        assertThat(Fixture.listed(process.blobs)).hasSize(5);
        assertThat(new VerificationService(transactions, process.blobs, PROFILE)
                        .verify(VerificationRequest.ALL, problem -> {})
                        .problems())
                .isZero();
    }

    /** As when a transaction of another process is rolled back late, or a request arrives late. */
    @Test
    void anIdThatIsUsedAgainGetsAnotherKey() {
        createProject();
        ImageGeneration first = new Writer().addImage(1);
        new Writer().generations.deleteImage(first.id());
        Writer process = new Writer();
        ImageGeneration second = process.addImage(2);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.filePath()).isNotEqualTo(first.filePath());
        assertThat(Fixture.listed(process.blobs))
                .contains(first.filePath().value(), second.filePath().value());
    }

    @Test
    void sameBytesAreStoredOnceAndAMissingFileIsRestoredUnderItsKey() {
        createProject();
        Writer process = new Writer();
        ImageGeneration first = process.addImage(1);
        assertThat(process.addImage(1).filePath()).isEqualTo(first.filePath());
        process.blobs.delete(first.filePath());
        assertThat(process.addImage(1).filePath()).isEqualTo(first.filePath());
        assertThat(process.blobs.stat(first.filePath())).isPresent();
    }

    @Test
    void aKeyOfTheEmbedderGetsARandomPartToo() {
        createProject();
        Writer process = new Writer();
        process.media.bind();
        BlobKey key = BlobKey.parse("projects/one/images/own.png");
        try (StagedMedia staged = process.media.stage(MediaKind.IMAGE, SampleMedia.source("i", SampleMedia.png(3)))) {
            process.media.prepare(staged, key);
            StoredBlob stored = transactions.inTransaction(PROFILE, tx -> process.media.publish(tx, staged, key));
            assertThat(stored.key().value()).matches("projects/one/images/own" + ATTEMPT + "png");
            assertThat(Fixture.listed(process.blobs))
                    .containsExactly(stored.key().value());
        }
    }

    @Test
    void aDeletedFileIsRecoveredUnderTheIdInItsKey() {
        createProject();
        Writer process = new Writer();
        ImageGeneration image = process.addImage(1);
        process.generations.deleteImage(image.id());
        new UndeletionService(transactions, process.blobs, process.ids, PROFILE, MediaProbe.SNIFFING, Thumbnailer.NONE)
                .undelete(image.filePath(), Optional.empty());
        assertThat(process.generations.getImage(image.id()).filePath()).isEqualTo(image.filePath());
    }

    @Test
    void filesInQuarantineHaveKeysOfTheirOwn() {
        createProject();
        Writer process = new Writer();
        process.media.bind();
        BlobKey orphan = MediaKeys.image(PROJECT, new ImageId("x"), MediaFormat.PNG);
        Fixture.put(process.blobs, SampleMedia.source("x", SampleMedia.png(7)), orphan.value());
        // a single file without a row, older than the rows
        clock.set(Instant.now().plusSeconds(300));
        IntStream.range(0, 10).forEach(process::addImage);
        clock.set(Instant.now().plusSeconds(600));
        RepairService repair = new RepairService(transactions, process.blobs, PROFILE);
        RepairPlan plan = repair.plan(VerificationRequest.ALL, problem -> {});
        assertThat(repair.apply(plan, 1)).isEqualTo(new RepairResult(1, 0, 0, List.of()));
        assertThat(Fixture.listed(process.blobs))
                .filteredOn(key -> key.startsWith("quarantine/"))
                .singleElement()
                .asString()
                .matches("quarantine/[0-9-]+-[0-9a-f]{20}/projects/one/images/x\\.png");
    }

    @Test
    void theTrialIsRememberedInTheDatabase() {
        createProject();
        Writer first = new Writer();
        first.addImage(1);
        String name = proxy.endpoint() + "/" + location.bucket();
        assertThat(transactions.<Optional<WriteTrial>, RuntimeException>readOnly(
                        PROFILE, tx -> tx.maintenance().writeTrial(name)))
                .contains(new WriteTrial(name, ExclusiveWrites.NONE, clock.instant()));
        assertThat(proxy.requests()).anyMatch(request -> request.contains("/.reelstore/probe-"));

        Writer second = new Writer();
        second.ids.next();
        second.ids.next();
        second.addImage(2);
        assertThat(proxy.requests()).noneMatch(request -> request.contains("/.reelstore/probe-"));
    }

    @Test
    void theLogSaysOnceThatKeysGetARandomPart() {
        createProject();
        try (RecordedLog log = new RecordedLog()) {
            new Writer().addImage(1);
            Writer second = new Writer();
            second.ids.next();
            second.ids.next();
            second.addImage(2);
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARNING"))
                    .singleElement()
                    .asString()
                    .contains(proxy.endpoint().toString(), "If-None-Match", "random part")
                    .doesNotContain(server.accessKey(), server.secretKey());
        }
    }

    @Test
    void ofSeveralStoreIdsThatAreWrittenTheStoreKeepsOne() {
        S3BlobStore one = new Writer().blobs;
        S3BlobStore two = new Writer().blobs;
        StoreId id = StoreId.random();
        assertThat(one.identify(id)).isEqualTo(id);
        assertThat(two.identify(StoreId.random())).isEqualTo(id);
    }
}
