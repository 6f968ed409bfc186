package io.github.reelstore.testkit.services;

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
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewGeneration.Input;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of {@link ServicesContract} for single images, audio files and videos. */
abstract class GenerationServiceContract extends MediaServiceContract {

    @Test
    void anImageIsStored() {
        VideoProject project = alice().newProject("p");
        clock.advance(Duration.ofSeconds(5));
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        BlobKey key = MediaKeys.image(project.id(), image.id(), MediaFormat.PNG);
        assertThat(image)
                .isEqualTo(ImageGeneration.builder()
                        .id(ImageId.of(image.id().value()))
                        .profileId(SampleRows.ALICE)
                        .projectId(project.id())
                        .provider("painter")
                        .prompt("a lake")
                        .filePath(key)
                        .byteSize((long) SampleMedia.png(1).length)
                        .contentHash(hashOf(SampleMedia.png(1)))
                        .createdAt(clock.instant())
                        .updatedAt(clock.instant())
                        .build());
        assertThat(rows(SampleRows.ALICE).images()).containsExactly(image);
        assertThat(files()).containsExactly(key);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.png(1));
    }

    @Test
    void audioIsStored() {
        VideoProject project = alice().newProject("p");
        clock.advance(Duration.ofSeconds(5));
        AudioGeneration audio = alice().generations().addAudio(newAudio(project, mp3(1), "pt-BR"));
        BlobKey key = MediaKeys.audio(project.id(), audio.id(), MediaFormat.MP3);
        assertThat(audio)
                .isEqualTo(AudioGeneration.builder()
                        .id(AudioId.of(audio.id().value()))
                        .profileId(SampleRows.ALICE)
                        .projectId(project.id())
                        .provider("speaker")
                        .text("hello")
                        .language(LanguageTag.of("pt-BR"))
                        .filePath(key)
                        .byteSize((long) SampleMedia.mp3(1).length)
                        .contentHash(hashOf(SampleMedia.mp3(1)))
                        .format("mp3")
                        .createdAt(clock.instant())
                        .updatedAt(clock.instant())
                        .build());
        assertThat(rows(SampleRows.ALICE).audio()).containsExactly(audio);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp3(1));
    }

    @Test
    void aFileCanBeAddedToAVideoWithoutOne() {
        VideoProject project = alice().newProject("p");
        VideoGeneration pending = alice().generations()
                .addVideo(new NewGeneration(
                        project.id(), VideoGeneration.builder().prompt("a wave").videoPath("C:\\videos\\wave.mp4")));
        clock.advance(Duration.ofSeconds(5));
        VideoGeneration stored = alice().generations().addFile(pending.id(), mp4(1));
        BlobKey key = MediaKeys.video(project.id(), pending.id(), MediaFormat.MP4);
        assertThat(stored)
                .isEqualTo(pending.toBuilder()
                        .filePath(key)
                        .byteSize((long) SampleMedia.mp4(1).length)
                        .contentHash(hashOf(SampleMedia.mp4(1)))
                        .updatedAt(clock.instant())
                        .build());
        assertThat(rows(SampleRows.ALICE).generations()).containsExactly(stored);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void addFileReusesAFileThatTheProfileHas() {
        VideoProject project = alice().newProject("p");
        VideoGeneration first = alice().generations().addVideo(newVideo(project, mp4(1)));
        VideoGeneration pending =
                alice().generations().addVideo(new NewGeneration(project.id(), VideoGeneration.builder()));
        assertThat(alice().generations().addFile(pending.id(), mp4(1)).filePath())
                .isEqualTo(first.filePath());
        assertThat(files()).containsExactly(first.filePath().orElseThrow());
    }

    @Test
    void addFileRefusesAVideoThatHasAFileOrDoesNotExist() {
        VideoProject project = alice().newProject("p");
        VideoGeneration stored = alice().generations().addVideo(newVideo(project, mp4(1)));
        assertRefused(
                StorageException.AlreadyExists.class,
                () -> alice().generations().addFile(stored.id(), mp4(2)));
        assertRefused(
                StorageException.NotFound.class, () -> alice().generations().addFile(new GenerationId("none"), mp4(2)));
        VideoGeneration pending =
                alice().generations().addVideo(new NewGeneration(project.id(), VideoGeneration.builder()));
        assertRefused(
                StorageException.InvalidInput.class, () -> alice().generations().addFile(pending.id(), png(1)));
        assertRefused(StorageException.NotFound.class, () -> bob().generations().addFile(pending.id(), mp4(2)));
    }

    @Test
    void aNewVideoCannotNameAFile() {
        VideoProject project = alice().newProject("p");
        VideoGeneration stored = alice().generations().addVideo(newVideo(project, mp4(1)));
        for (BlobKey key : List.of(stored.filePath().orElseThrow(), new BlobKey("projects/p/videos/none.mp4"))) {
            NewGeneration video =
                    new NewGeneration(project.id(), VideoGeneration.builder().filePath(key));
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> alice().generations().addVideo(video));
        }
    }

    @Test
    void anImagesThumbnailMustBeStored() {
        VideoProject project = alice().newProject("p");
        NewImage image = new NewImage(
                project.id(),
                png(1),
                ImageGeneration.builder().provider("painter").thumbPath(new BlobKey("projects/p/thumb.png")));
        assertRefused(
                StorageException.Integrity.class, () -> alice().generations().addImage(image));
    }

    /** Values set for one video must not appear in the next video made from the same draft. */
    @Test
    void aDraftCanBeReused() {
        VideoProject project = alice().newProject("p");
        VideoGenerationBuilder draft = VideoGeneration.builder().prompt("a wave");
        alice().generations().addVideo(new NewGeneration(project.id(), mp4(1), draft));
        VideoGeneration second = alice().generations().addVideo(new NewGeneration(project.id(), draft));
        assertThat(second.filePath()).isEmpty();
        assertThat(second.completedAt()).isEmpty();
        assertThat(second.status()).isEqualTo(GenerationStatus.PENDING);
    }

    @Test
    void aVideoIsStored() {
        VideoProject project = alice().newProject("p");
        clock.advance(Duration.ofSeconds(5));
        VideoGeneration video = alice().generations().addVideo(newVideo(project, mp4(1)));
        BlobKey key = MediaKeys.video(project.id(), video.id(), MediaFormat.MP4);
        assertThat(video)
                .isEqualTo(VideoGeneration.builder()
                        .id(GenerationId.of(video.id().value()))
                        .profileId(SampleRows.ALICE)
                        .projectId(project.id())
                        .prompt("a wave")
                        .status(GenerationStatus.COMPLETED)
                        .filePath(key)
                        .byteSize((long) SampleMedia.mp4(1).length)
                        .contentHash(hashOf(SampleMedia.mp4(1)))
                        .createdAt(clock.instant())
                        .updatedAt(clock.instant())
                        .completedAt(clock.instant())
                        .build());
        assertThat(rows(SampleRows.ALICE).generations()).containsExactly(video);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void aVideoWithoutAFileIsStoredAsPending() {
        VideoProject project = alice().newProject("p");
        VideoGeneration video = alice().generations().addVideo(newVideo(project));
        assertThat(video.status()).isEqualTo(GenerationStatus.PENDING);
        assertThat(video.filePath()).isEmpty();
        assertThat(video.completedAt()).isEmpty();
        assertThat(rows(SampleRows.ALICE).generations()).containsExactly(video);
        assertThat(files()).isEmpty();
    }

    @Test
    void aVideoHasItsInputsInOrderAndItsFurtherAudio() {
        VideoProject project = alice().newProject("p");
        ImageId one = alice().generations().addImage(newImage(project, png(1))).id();
        ImageId two = alice().generations().addImage(newImage(project, png(2))).id();
        AudioId english =
                alice().generations().addAudio(newAudio(project, mp3(1), "en")).id();
        AudioId vietnamese =
                alice().generations().addAudio(newAudio(project, mp3(2), "vi")).id();
        GenerationId video = alice().generations()
                .addVideo(newVideo(project)
                        .withInputs(List.of(
                                new Input(InputRole.REFERENCE, two),
                                new Input(InputRole.FIRST_FRAME, one),
                                new Input(InputRole.REFERENCE, one),
                                new Input(InputRole.REFERENCE, two)))
                        .withFurtherAudio(List.of(vietnamese, english)))
                .id();
        GenerationLinks links =
                transactions().readOnly(SampleRows.ALICE, tx -> tx.generations().linksOf(video));
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
        VideoProject project = alice().newProject("p");
        AudioId silent =
                alice().generations().addAudio(newAudio(project, mp3(1), null)).id();
        ImageId theirs = addImage(bob(), 1).id();
        NewGeneration video = newVideo(project, mp4(1));
        for (ImageId image : List.of(new ImageId("none"), theirs)) {
            assertRefused(
                    StorageException.NotFound.class,
                    () -> alice().generations()
                            .addVideo(video.withInputs(List.of(new Input(InputRole.REFERENCE, image)))));
        }
        assertRefused(
                StorageException.NotFound.class,
                () -> alice().generations().addVideo(video.withFurtherAudio(List.of(new AudioId("none")))));
        assertRefused(
                StorageException.InvalidInput.class,
                () -> alice().generations().addVideo(video.withFurtherAudio(List.of(silent))));
    }

    @Test
    void theExtensionFollowsTheDetectedFormat() {
        VideoProject project = alice().newProject("p");
        BlobSource named = SampleMedia.source("scene.png", SampleMedia.jpeg(1));
        ImageGeneration image = alice().generations().addImage(newImage(project, named));
        assertThat(image.filePath()).isEqualTo(MediaKeys.image(project.id(), image.id(), MediaFormat.JPEG));
        assertThat(image.filePath().value()).endsWith(".jpg");
        BlobSource unnamed = SampleMedia.source("download", SampleMedia.mp3(1));
        assertThat(alice().generations()
                        .addAudio(newAudio(project, unnamed, "en"))
                        .filePath()
                        .value())
                .endsWith(".mp3");
    }

    @Test
    void filesOfAnotherKindAreRefused() {
        VideoProject project = alice().newProject("p");
        BlobSource empty = SampleMedia.source("empty", new byte[0]);
        for (BlobSource file : List.of(mp3(1), mp4(1), empty)) {
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> alice().generations().addImage(newImage(project, file)));
        }
        for (BlobSource file : List.of(png(1), mp4(1), empty)) {
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> alice().generations().addAudio(newAudio(project, file, "en")));
        }
        for (BlobSource file : List.of(png(1), mp3(1), empty)) {
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> alice().generations().addVideo(newVideo(project, file)));
        }
    }

    @Test
    void rowsWithoutRequiredColumnsAreRefused() {
        VideoProject project = alice().newProject("p");
        assertRefused(
                StorageException.InvalidInput.class,
                () -> alice().generations().addImage(new NewImage(project.id(), png(1), ImageGeneration.builder())));
    }

    @Test
    void aProjectThatTheProfileDoesNotHaveIsNotFound() {
        VideoProject theirs = bob().newProject("theirs");
        VideoProject none = theirs.toBuilder().id(new ProjectId("none")).build();
        for (VideoProject project : List.of(none, theirs)) {
            List<Runnable> calls = List.of(
                    () -> alice().generations().addImage(newImage(project, png(1))),
                    () -> alice().generations().addAudio(newAudio(project, mp3(1), "en")),
                    () -> alice().generations().addAudio(newAudio(project, mp3(1), "en"), new GenerationId("g")),
                    () -> alice().generations().addVideo(newVideo(project, mp4(1))),
                    () -> alice().generations()
                            .createImageAudioVideoPair(some(newImage(project, png(1))), none(), newVideo(project)));
            for (Runnable call : calls) {
                StorageException exception = assertRefused(StorageException.NotFound.class, call);
                assertThat(exception.subject()).isEqualTo(project.id().value());
            }
        }
    }

    @Test
    void theSameImageTwiceIsOneFileAndTwoRows() {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        ImageGeneration one = alice().generations().addImage(newImage(first, png(1)));
        ImageGeneration again = alice().generations().addImage(newImage(second, png(1)));
        assertThat(again.id()).isNotEqualTo(one.id());
        assertThat(again.filePath()).isEqualTo(one.filePath());
        assertThat(again.contentHash()).isEqualTo(one.contentHash());
        assertThat(rows(SampleRows.ALICE).images()).hasSize(2);
        assertThat(files()).containsExactly(one.filePath());
    }

    @Test
    void theSameImageOfTwoProfilesIsTwoFiles() {
        ImageGeneration own = addImage(alice(), 1);
        ImageGeneration theirs = addImage(bob(), 1);
        assertThat(files()).containsExactlyInAnyOrder(own.filePath(), theirs.filePath());
        assertThat(bytesOf(theirs.filePath())).isEqualTo(SampleMedia.png(1));
    }

    @Test
    void aReusedFileOutlivesItsFirstProject() {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        ImageGeneration one = alice().generations().addImage(newImage(first, png(1)));
        ImageGeneration again = alice().generations().addImage(newImage(second, png(1)));
        alice().generations().addImage(newImage(first, png(2)));

        assertThat(alice().projects().delete(first.id())).isEqualTo(new Deletion(3, 1));
        assertThat(tombstoneKeys()).doesNotContain(one.filePath()).hasSize(1);
        assertThat(rows(SampleRows.ALICE).images()).containsExactly(again);
        assertThat(files()).hasSize(2);

        assertThat(alice().projects().delete(second.id())).isEqualTo(new Deletion(2, 1));
        assertThat(tombstoneKeys()).contains(one.filePath()).hasSize(2);
    }

    @Test
    void aFileWithATombstoneIsStoredAgainUnderAnotherKey() {
        VideoProject project = alice().newProject("p");
        ImageGeneration one = alice().generations().addImage(newImage(project, png(1)));
        transactions().inTransaction(SampleRows.ALICE, tx -> tx.images().delete(one.id()));
        ImageGeneration again = alice().generations().addImage(newImage(project, png(1)));
        assertThat(again.filePath()).isNotEqualTo(one.filePath());
        assertThat(tombstoneKeys()).containsExactly(one.filePath());
        assertThat(bytesOf(again.filePath())).isEqualTo(SampleMedia.png(1));
    }

    @Test
    void audioBecomesTheFirstAudioOfAVideoAndThenAFurtherTrack() {
        VideoProject project = alice().newProject("p");
        GenerationId video = alice().generations().addVideo(newVideo(project)).id();
        AudioGeneration english = alice().generations().addAudio(newAudio(project, mp3(1), "en"), video);
        AudioGeneration vietnamese = alice().generations().addAudio(newAudio(project, mp3(2), "vi"), video);
        AudioGeneration brazilian = alice().generations().addAudio(newAudio(project, mp3(3), "pt-BR"), video);

        assertThat(rows(SampleRows.ALICE).generations())
                .singleElement()
                .extracting(VideoGeneration::audioGenerationId)
                .isEqualTo(Optional.of(english.id()));
        GenerationLinks links =
                transactions().readOnly(SampleRows.ALICE, tx -> tx.generations().linksOf(video));
        assertThat(links.audioTracks())
                .containsExactly(
                        SampleRows.track(video.value(), "pt-BR", brazilian.id().value()),
                        SampleRows.track(video.value(), "vi", vietnamese.id().value()));
        assertThat(rows(SampleRows.ALICE).audio()).containsExactlyInAnyOrder(english, vietnamese, brazilian);
    }

    @Test
    void theFirstAudioOfAVideoNeedsNoLanguage() {
        VideoProject project = alice().newProject("p");
        GenerationId video = alice().generations().addVideo(newVideo(project)).id();
        AudioGeneration audio = alice().generations().addAudio(newAudio(project, mp3(1), null), video);
        assertThat(rows(SampleRows.ALICE).generations())
                .singleElement()
                .extracting(VideoGeneration::audioGenerationId)
                .isEqualTo(Optional.of(audio.id()));
        // audio with a language can follow
        alice().generations().addAudio(newAudio(project, mp3(2), "en"), video);
        assertThat(rows(SampleRows.ALICE).audio()).hasSize(2);
    }

    @Test
    void furtherAudioNeedsALanguageThatTheVideoDoesNotHaveYet() {
        VideoProject project = alice().newProject("p");
        GenerationId video = alice().generations().addVideo(newVideo(project)).id();
        alice().generations().addAudio(newAudio(project, mp3(1), "en"), video);
        alice().generations().addAudio(newAudio(project, mp3(2), "vi"), video);
        assertRefused(
                StorageException.InvalidInput.class,
                () -> alice().generations().addAudio(newAudio(project, mp3(3), null), video));
        for (String taken : List.of("en", "vi")) {
            assertRefused(
                    StorageException.AlreadyExists.class,
                    () -> alice().generations().addAudio(newAudio(project, mp3(3), taken), video));
        }
        alice().generations().addAudio(newAudio(project, mp3(3), "en-GB"), video);
        assertThat(rows(SampleRows.ALICE).audio()).hasSize(3);
    }

    @Test
    void addAudioRefusesAVideoThatTheProfileDoesNotHave() {
        VideoProject project = alice().newProject("p");
        GenerationId theirs = bob().generations()
                .addVideo(newVideo(bob().newProject("theirs")))
                .id();
        for (GenerationId video : List.of(new GenerationId("none"), theirs)) {
            StorageException exception = assertRefused(
                    StorageException.NotFound.class,
                    () -> alice().generations().addAudio(newAudio(project, mp3(1), "en"), video));
            assertThat(exception.subject()).isEqualTo(video.value());
        }
    }
}
