package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.hashOf;
import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newAudio;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.none;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static io.github.reelstore.testkit.services.SampleDrafts.some;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.AddedAll;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewGeneration.Input;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for {@link GenerationService} and single images, audio files and videos; see {@link ServicesFixture}.
 */
public abstract class GenerationServiceContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    @Test
    void anImageIsStored() {
        VideoProject project = store.alice().newProject("p");
        store.clock.advance(Duration.ofSeconds(5));
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        BlobKey key = MediaKeys.image(project.id(), image.id(), MediaFormat.PNG);
        assertThat(image)
                .isEqualTo(ImageGeneration.builder()
                        .id(ImageId.of(image.id().value()))
                        .profileId(SampleRows.ALICE)
                        .projectId(project.id())
                        .provider("painter")
                        .prompt("a lake")
                        .madeFrom(MadeFrom.NOTHING.with(Ingredient.PROMPT, "a lake"))
                        .filePath(key)
                        .byteSize((long) SampleMedia.png(1).length)
                        .contentHash(hashOf(SampleMedia.png(1)))
                        .createdAt(store.clock.instant())
                        .updatedAt(store.clock.instant())
                        .build());
        assertThat(store.rows(SampleRows.ALICE).images()).containsExactly(image);
        assertThat(store.files()).containsExactly(key);
        assertThat(store.bytesOf(key)).isEqualTo(SampleMedia.png(1));
    }

    @Test
    void manyImagesAreStoredAndRefusedOnesSetAside() {
        VideoProject project = store.alice().newProject("p");
        VideoProject missing = project.toBuilder().id(new ProjectId("none")).build();
        AddedAll<ImageGeneration> added = store.alice()
                .generations()
                .addAllImages(List.of(
                        newImage(project, png(1)),
                        newImage(project, mp3(1)),
                        newImage(missing, png(2)),
                        newImage(project, png(3)),
                        newImage(project, png(1))));
        assertThat(added.rows())
                .extracting(image -> store.bytesOf(image.filePath()))
                .containsExactly(SampleMedia.png(1), SampleMedia.png(3), SampleMedia.png(1));
        assertThat(added.refused()).extracting(AddedAll.Refused::index).containsExactly(1, 2);
        assertThat(added.refused())
                .extracting(refused -> (Object) refused.reason().getClass())
                .containsExactly(StorageException.InvalidInput.class, StorageException.NotFound.class);
        assertThat(store.rows(SampleRows.ALICE).images()).containsExactlyInAnyOrderElementsOf(added.rows());
        assertThat(store.files()).as("equal files are stored once").hasSize(2);
    }

    @Test
    void ofManyImagesThoseWithInvalidValuesOrUnreadableSourcesAreSetAside() {
        VideoProject project = store.alice().newProject("p");
        AddedAll<ImageGeneration> added = store.alice()
                .generations()
                .addAllImages(List.of(
                        new NewImage(
                                project.id(), png(1), ImageGeneration.builder().provider(" ")),
                        newImage(project, png(2)),
                        newImage(project, new BlobSource("broken.png", () -> {
                            throw new IOException("cable pulled");
                        }))));
        assertThat(added.rows()).hasSize(1);
        assertThat(added.refused()).extracting(AddedAll.Refused::index).containsExactly(0, 2);
        assertThat(added.refused())
                .extracting(refused -> (Object) refused.reason().getClass())
                .containsExactly(StorageException.InvalidInput.class, StorageException.Unavailable.class);
        assertThat(store.files()).hasSize(1);
    }

    @Test
    void ofManyVideosNoneIsStoredIfARowIsRefused() {
        VideoProject project = store.alice().newProject("p");
        store.assertRefused(
                StorageException.NotFound.class,
                () -> store.alice()
                        .generations()
                        .addAllVideos(List.of(
                                newVideo(project, mp4(1)),
                                newVideo(project, mp4(2)).withFurtherAudio(List.of(new AudioId("none"))))));
        assertThat(store.rows(SampleRows.ALICE).generations()).isEmpty();
        assertThat(store.files()).isEmpty();
    }

    @Test
    void audioIsStored() {
        VideoProject project = store.alice().newProject("p");
        store.clock.advance(Duration.ofSeconds(5));
        AudioGeneration audio = store.alice().generations().addAudio(newAudio(project, mp3(1), "pt-BR"));
        BlobKey key = MediaKeys.audio(project.id(), audio.id(), MediaFormat.MP3);
        assertThat(audio)
                .isEqualTo(AudioGeneration.builder()
                        .id(AudioId.of(audio.id().value()))
                        .profileId(SampleRows.ALICE)
                        .projectId(project.id())
                        .provider("speaker")
                        .text("hello")
                        .madeFrom(MadeFrom.NOTHING.with(Ingredient.TEXT, "hello"))
                        .language(LanguageTag.of("pt-BR"))
                        .filePath(key)
                        .byteSize((long) SampleMedia.mp3(1).length)
                        .contentHash(hashOf(SampleMedia.mp3(1)))
                        .format("mp3")
                        .createdAt(store.clock.instant())
                        .updatedAt(store.clock.instant())
                        .build());
        assertThat(store.rows(SampleRows.ALICE).audio()).containsExactly(audio);
        assertThat(store.bytesOf(key)).isEqualTo(SampleMedia.mp3(1));
    }

    @Test
    void aFileCanBeAddedToAVideoWithoutOne() {
        VideoProject project = store.alice().newProject("p");
        VideoGeneration pending = store.alice()
                .generations()
                .addVideo(new NewGeneration(
                        project.id(), VideoGeneration.builder().prompt("a wave").videoPath("C:\\videos\\wave.mp4")));
        store.clock.advance(Duration.ofSeconds(5));
        VideoGeneration stored = store.alice().generations().addFile(pending.id(), mp4(1));
        BlobKey key = MediaKeys.video(project.id(), pending.id(), MediaFormat.MP4);
        assertThat(stored)
                .isEqualTo(pending.toBuilder()
                        .filePath(key)
                        .byteSize((long) SampleMedia.mp4(1).length)
                        .contentHash(hashOf(SampleMedia.mp4(1)))
                        .updatedAt(store.clock.instant())
                        .build());
        assertThat(store.rows(SampleRows.ALICE).generations()).containsExactly(stored);
        assertThat(store.bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void addFileRefusesAVideoThatHasAFileOrDoesNotExist() {
        VideoProject project = store.alice().newProject("p");
        VideoGeneration stored = store.alice().generations().addVideo(newVideo(project, mp4(1)));
        store.assertRefused(
                StorageException.AlreadyExists.class,
                () -> store.alice().generations().addFile(stored.id(), mp4(2)));
        store.assertRefused(
                StorageException.NotFound.class,
                () -> store.alice().generations().addFile(new GenerationId("none"), mp4(2)));
        VideoGeneration pending =
                store.alice().generations().addVideo(new NewGeneration(project.id(), VideoGeneration.builder()));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice().generations().addFile(pending.id(), png(1)));
        store.assertRefused(
                StorageException.NotFound.class, () -> store.bob().generations().addFile(pending.id(), mp4(2)));
    }

    @Test
    void aNewVideoCannotNameAFile() {
        VideoProject project = store.alice().newProject("p");
        VideoGeneration stored = store.alice().generations().addVideo(newVideo(project, mp4(1)));
        for (BlobKey key : List.of(stored.filePath().orElseThrow(), new BlobKey("projects/p/videos/none.mp4"))) {
            NewGeneration video =
                    new NewGeneration(project.id(), VideoGeneration.builder().filePath(key));
            store.assertRefused(
                    StorageException.InvalidInput.class,
                    () -> store.alice().generations().addVideo(video));
        }
    }

    @Test
    void anImagesThumbnailMustBeStored() {
        VideoProject project = store.alice().newProject("p");
        NewImage image = new NewImage(
                project.id(),
                png(1),
                ImageGeneration.builder().provider("painter").thumbPath(new BlobKey("projects/p/thumb.png")));
        store.assertRefused(
                StorageException.Integrity.class,
                () -> store.alice().generations().addImage(image));
    }

    /** Values set for one video must not appear in the next video made from the same draft. */
    @Test
    void aDraftCanBeReused() {
        VideoProject project = store.alice().newProject("p");
        VideoGenerationBuilder draft = VideoGeneration.builder().prompt("a wave");
        store.alice().generations().addVideo(new NewGeneration(project.id(), mp4(1), draft));
        VideoGeneration second = store.alice().generations().addVideo(new NewGeneration(project.id(), draft));
        assertThat(second.filePath()).isEmpty();
        assertThat(second.completedAt()).isEmpty();
        assertThat(second.status()).isEqualTo(GenerationStatus.PENDING);
    }

    @Test
    void aVideoIsStored() {
        VideoProject project = store.alice().newProject("p");
        store.clock.advance(Duration.ofSeconds(5));
        VideoGeneration video = store.alice().generations().addVideo(newVideo(project, mp4(1)));
        BlobKey key = MediaKeys.video(project.id(), video.id(), MediaFormat.MP4);
        assertThat(video)
                .isEqualTo(VideoGeneration.builder()
                        .id(GenerationId.of(video.id().value()))
                        .profileId(SampleRows.ALICE)
                        .projectId(project.id())
                        .prompt("a wave")
                        .madeFrom(MadeFrom.NOTHING.with(Ingredient.PROMPT, "a wave"))
                        .status(GenerationStatus.COMPLETED)
                        .filePath(key)
                        .byteSize((long) SampleMedia.mp4(1).length)
                        .contentHash(hashOf(SampleMedia.mp4(1)))
                        .createdAt(store.clock.instant())
                        .updatedAt(store.clock.instant())
                        .completedAt(store.clock.instant())
                        .build());
        assertThat(store.rows(SampleRows.ALICE).generations()).containsExactly(video);
        assertThat(store.bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void aVideoWithoutAFileIsStoredAsPending() {
        VideoProject project = store.alice().newProject("p");
        VideoGeneration video = store.alice().generations().addVideo(newVideo(project));
        assertThat(video.status()).isEqualTo(GenerationStatus.PENDING);
        assertThat(video.filePath()).isEmpty();
        assertThat(video.completedAt()).isEmpty();
        assertThat(store.rows(SampleRows.ALICE).generations()).containsExactly(video);
        assertThat(store.files()).isEmpty();
    }

    @Test
    void aVideoHasItsInputsInOrderAndItsFurtherAudio() {
        VideoProject project = store.alice().newProject("p");
        ImageId one =
                store.alice().generations().addImage(newImage(project, png(1))).id();
        ImageId two =
                store.alice().generations().addImage(newImage(project, png(2))).id();
        AudioId english = store.alice()
                .generations()
                .addAudio(newAudio(project, mp3(1), "en"))
                .id();
        AudioId vietnamese = store.alice()
                .generations()
                .addAudio(newAudio(project, mp3(2), "vi"))
                .id();
        GenerationId video = store.alice()
                .generations()
                .addVideo(newVideo(project)
                        .withInputs(List.of(
                                new Input(InputRole.REFERENCE, two),
                                new Input(InputRole.FIRST_FRAME, one),
                                new Input(InputRole.REFERENCE, one),
                                new Input(InputRole.REFERENCE, two)))
                        .withFurtherAudio(List.of(vietnamese, english)))
                .id();
        GenerationLinks links = store.transactions()
                .readOnly(SampleRows.ALICE, tx -> tx.generations().linksOf(video));
        assertThat(links.inputs())
                .containsExactly(
                        new GenerationInput(video, InputRole.FIRST_FRAME, 0, one),
                        new GenerationInput(video, InputRole.REFERENCE, 0, two),
                        new GenerationInput(video, InputRole.REFERENCE, 1, one),
                        new GenerationInput(video, InputRole.REFERENCE, 2, two));
        assertThat(links.audioTracks())
                .containsExactly(
                        SampleRows.track(video.value(), "en", english.value()),
                        SampleRows.track(video.value(), "vi", vietnamese.value()));
    }

    @Test
    void addVideoRefusesMissingImagesAndAudio() {
        VideoProject project = store.alice().newProject("p");
        AudioId silent = store.alice()
                .generations()
                .addAudio(newAudio(project, mp3(1), null))
                .id();
        ImageId theirs = store.bob().addImage(1).id();
        NewGeneration video = newVideo(project, mp4(1));
        for (ImageId image : List.of(new ImageId("none"), theirs)) {
            store.assertRefused(
                    StorageException.NotFound.class,
                    () -> store.alice()
                            .generations()
                            .addVideo(video.withInputs(List.of(new Input(InputRole.REFERENCE, image)))));
        }
        store.assertRefused(
                StorageException.NotFound.class,
                () -> store.alice().generations().addVideo(video.withFurtherAudio(List.of(new AudioId("none")))));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice().generations().addVideo(video.withFurtherAudio(List.of(silent))));
    }

    @Test
    void theExtensionFollowsTheDetectedFormat() {
        VideoProject project = store.alice().newProject("p");
        BlobSource named = SampleMedia.source("scene.png", SampleMedia.jpeg(1));
        ImageGeneration image = store.alice().generations().addImage(newImage(project, named));
        assertThat(image.filePath()).isEqualTo(MediaKeys.image(project.id(), image.id(), MediaFormat.JPEG));
        assertThat(image.filePath().value()).endsWith(".jpg");
        BlobSource unnamed = SampleMedia.source("download", SampleMedia.mp3(1));
        assertThat(store.alice()
                        .generations()
                        .addAudio(newAudio(project, unnamed, "en"))
                        .filePath()
                        .value())
                .endsWith(".mp3");
    }

    @Test
    void filesOfAnotherKindAreRefused() {
        VideoProject project = store.alice().newProject("p");
        BlobSource empty = SampleMedia.source("empty", new byte[0]);
        for (BlobSource file : List.of(mp3(1), mp4(1), empty)) {
            store.assertRefused(
                    StorageException.InvalidInput.class,
                    () -> store.alice().generations().addImage(newImage(project, file)));
        }
        for (BlobSource file : List.of(png(1), mp4(1), empty)) {
            store.assertRefused(
                    StorageException.InvalidInput.class,
                    () -> store.alice().generations().addAudio(newAudio(project, file, "en")));
        }
        for (BlobSource file : List.of(png(1), mp3(1), empty)) {
            store.assertRefused(
                    StorageException.InvalidInput.class,
                    () -> store.alice().generations().addVideo(newVideo(project, file)));
        }
    }

    @Test
    void rowsWithoutRequiredColumnsAreRefused() {
        VideoProject project = store.alice().newProject("p");
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice()
                        .generations()
                        .addImage(new NewImage(project.id(), png(1), ImageGeneration.builder())));
    }

    @Test
    void aProjectThatTheProfileDoesNotHaveIsNotFound() {
        VideoProject theirs = store.bob().newProject("theirs");
        VideoProject none = theirs.toBuilder().id(new ProjectId("none")).build();
        for (VideoProject project : List.of(none, theirs)) {
            List<Runnable> calls = List.of(
                    () -> store.alice().generations().addImage(newImage(project, png(1))),
                    () -> store.alice().generations().addAudio(newAudio(project, mp3(1), "en")),
                    () -> store.alice().generations().addAudio(newAudio(project, mp3(1), "en"), new GenerationId("g")),
                    () -> store.alice().generations().addVideo(newVideo(project, mp4(1))),
                    () -> store.alice()
                            .generations()
                            .createImageAudioVideoPair(some(newImage(project, png(1))), none(), newVideo(project)));
            for (Runnable call : calls) {
                StorageException exception = store.assertRefused(StorageException.NotFound.class, call);
                assertThat(exception.subject()).isEqualTo(project.id().value());
            }
        }
    }
}
