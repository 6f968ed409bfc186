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
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewGeneration.Input;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of {@link ServicesContract} about single images, speech and clips. */
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
                        .profileId(Rows.ALICE)
                        .projectId(project.id())
                        .provider("painter")
                        .prompt("a lake")
                        .filePath(key)
                        .byteSize((long) SampleMedia.png(1).length)
                        .contentHash(hashOf(SampleMedia.png(1)))
                        .createdAt(clock.instant())
                        .updatedAt(clock.instant())
                        .build());
        assertThat(rows(Rows.ALICE).images()).containsExactly(image);
        assertThat(files()).containsExactly(key);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.png(1));
    }

    @Test
    void speechIsStored() {
        VideoProject project = alice().newProject("p");
        clock.advance(Duration.ofSeconds(5));
        AudioGeneration audio = alice().generations().addAudio(newAudio(project, mp3(1), "pt-BR"));
        BlobKey key = MediaKeys.audio(project.id(), audio.id(), MediaFormat.MP3);
        assertThat(audio)
                .isEqualTo(AudioGeneration.builder()
                        .id(AudioId.of(audio.id().value()))
                        .profileId(Rows.ALICE)
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
        assertThat(rows(Rows.ALICE).audio()).containsExactly(audio);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp3(1));
    }

    @Test
    void aClipWithoutAFileIsGivenOne() {
        VideoProject project = alice().newProject("p");
        VideoGeneration noted = alice().generations()
                .addVideo(new NewGeneration(
                        project.id(), VideoGeneration.builder().prompt("a wave").videoPath("C:\\clips\\wave.mp4")));
        clock.advance(Duration.ofSeconds(5));
        VideoGeneration stored = alice().generations().addFile(noted.id(), mp4(1));
        BlobKey key = MediaKeys.video(project.id(), noted.id(), MediaFormat.MP4);
        assertThat(stored)
                .isEqualTo(noted.toBuilder()
                        .filePath(key)
                        .byteSize((long) SampleMedia.mp4(1).length)
                        .contentHash(hashOf(SampleMedia.mp4(1)))
                        .updatedAt(clock.instant())
                        .build());
        assertThat(rows(Rows.ALICE).generations()).containsExactly(stored);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void theFileOfAClipIsReusedWhereTheProfileHasIt() {
        VideoProject project = alice().newProject("p");
        VideoGeneration first = alice().generations().addVideo(newClip(project, mp4(1)));
        VideoGeneration noted =
                alice().generations().addVideo(new NewGeneration(project.id(), VideoGeneration.builder()));
        assertThat(alice().generations().addFile(noted.id(), mp4(1)).filePath()).isEqualTo(first.filePath());
        assertThat(files()).containsExactly(first.filePath().orElseThrow());
    }

    @Test
    void onlyAClipWithoutAFileIsGivenOne() {
        VideoProject project = alice().newProject("p");
        VideoGeneration stored = alice().generations().addVideo(newClip(project, mp4(1)));
        assertRefused(
                StorageException.AlreadyExists.class,
                () -> alice().generations().addFile(stored.id(), mp4(2)));
        assertRefused(
                StorageException.NotFound.class, () -> alice().generations().addFile(new GenerationId("none"), mp4(2)));
        VideoGeneration noted =
                alice().generations().addVideo(new NewGeneration(project.id(), VideoGeneration.builder()));
        assertRefused(
                StorageException.InvalidInput.class, () -> alice().generations().addFile(noted.id(), png(1)));
        assertRefused(StorageException.NotFound.class, () -> bob().generations().addFile(noted.id(), mp4(2)));
    }

    @Test
    void aNewClipCannotNameAFile() {
        VideoProject project = alice().newProject("p");
        VideoGeneration stored = alice().generations().addVideo(newClip(project, mp4(1)));
        for (BlobKey key : List.of(stored.filePath().orElseThrow(), new BlobKey("projects/p/videos/none.mp4"))) {
            NewGeneration clip =
                    new NewGeneration(project.id(), VideoGeneration.builder().filePath(key));
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> alice().generations().addVideo(clip));
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

    /** What one clip was given must not show up in the next that the same draft is used for. */
    @Test
    void aDraftMayBeUsedAgain() {
        VideoProject project = alice().newProject("p");
        VideoGeneration.Builder draft = VideoGeneration.builder().prompt("a wave");
        alice().generations().addVideo(new NewGeneration(project.id(), mp4(1), draft));
        VideoGeneration second = alice().generations().addVideo(new NewGeneration(project.id(), draft));
        assertThat(second.filePath()).isEmpty();
        assertThat(second.completedAt()).isEmpty();
        assertThat(second.status()).isEqualTo(GenerationStatus.PENDING);
    }

    @Test
    void aClipIsStored() {
        VideoProject project = alice().newProject("p");
        clock.advance(Duration.ofSeconds(5));
        VideoGeneration clip = alice().generations().addVideo(newClip(project, mp4(1)));
        BlobKey key = MediaKeys.video(project.id(), clip.id(), MediaFormat.MP4);
        assertThat(clip)
                .isEqualTo(VideoGeneration.builder()
                        .id(GenerationId.of(clip.id().value()))
                        .profileId(Rows.ALICE)
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
        assertThat(rows(Rows.ALICE).generations()).containsExactly(clip);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void aClipThatIsStillToBeMadeIsNoted() {
        VideoProject project = alice().newProject("p");
        VideoGeneration clip = alice().generations().addVideo(newClip(project));
        assertThat(clip.status()).isEqualTo(GenerationStatus.PENDING);
        assertThat(clip.filePath()).isEmpty();
        assertThat(clip.completedAt()).isEmpty();
        assertThat(rows(Rows.ALICE).generations()).containsExactly(clip);
        assertThat(files()).isEmpty();
    }

    @Test
    void aClipHasItsInputsInOrderAndItsFurtherSpeech() {
        VideoProject project = alice().newProject("p");
        ImageId one = alice().generations().addImage(newImage(project, png(1))).id();
        ImageId two = alice().generations().addImage(newImage(project, png(2))).id();
        AudioId english =
                alice().generations().addAudio(newAudio(project, mp3(1), "en")).id();
        AudioId vietnamese =
                alice().generations().addAudio(newAudio(project, mp3(2), "vi")).id();
        GenerationId clip = alice().generations()
                .addVideo(newClip(project)
                        .withInputs(List.of(
                                new Input(InputRole.REFERENCE, two),
                                new Input(InputRole.FIRST_FRAME, one),
                                new Input(InputRole.REFERENCE, one),
                                new Input(InputRole.REFERENCE, two)))
                        .withFurtherAudio(List.of(vietnamese, english)))
                .id();
        GenerationLinks links =
                transactions().readOnly(Rows.ALICE, tx -> tx.generations().linksOf(clip));
        assertThat(links.inputs())
                .containsExactly(
                        new GenerationInput(clip, InputRole.FIRST_FRAME, 0, one),
                        new GenerationInput(clip, InputRole.REFERENCE, 0, two),
                        new GenerationInput(clip, InputRole.REFERENCE, 1, one),
                        new GenerationInput(clip, InputRole.REFERENCE, 2, two));
        assertThat(links.audioTracks())
                .containsExactly(
                        Rows.track(clip.value(), "en", english.value()),
                        Rows.track(clip.value(), "vi", vietnamese.value()));
    }

    @Test
    void aClipOfThingsThatAreNotThereIsRefused() {
        VideoProject project = alice().newProject("p");
        AudioId silent =
                alice().generations().addAudio(newAudio(project, mp3(1), null)).id();
        ImageId theirs = addImage(bob(), 1).id();
        NewGeneration clip = newClip(project, mp4(1));
        for (ImageId image : List.of(new ImageId("none"), theirs)) {
            assertRefused(
                    StorageException.NotFound.class,
                    () -> alice().generations()
                            .addVideo(clip.withInputs(List.of(new Input(InputRole.REFERENCE, image)))));
        }
        assertRefused(
                StorageException.NotFound.class,
                () -> alice().generations().addVideo(clip.withFurtherAudio(List.of(new AudioId("none")))));
        assertRefused(
                StorageException.InvalidInput.class,
                () -> alice().generations().addVideo(clip.withFurtherAudio(List.of(silent))));
    }

    @Test
    void theExtensionIsThatOfTheBytes() {
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
                    () -> alice().generations().addVideo(newClip(project, file)));
        }
    }

    @Test
    void rowsWithoutWhatIsRequiredAreRefused() {
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
                    () -> alice().generations().addVideo(newClip(project, mp4(1))),
                    () -> alice().generations()
                            .createImageAudioVideoPair(some(newImage(project, png(1))), none(), newClip(project)));
            for (Runnable call : calls) {
                StorageException refusal = assertRefused(StorageException.NotFound.class, call);
                assertThat(refusal.subject()).isEqualTo(project.id().value());
            }
        }
    }

    @Test
    void oneImageTwiceIsOneFileAndTwoRows() {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        ImageGeneration one = alice().generations().addImage(newImage(first, png(1)));
        ImageGeneration again = alice().generations().addImage(newImage(second, png(1)));
        assertThat(again.id()).isNotEqualTo(one.id());
        assertThat(again.filePath()).isEqualTo(one.filePath());
        assertThat(again.contentHash()).isEqualTo(one.contentHash());
        assertThat(rows(Rows.ALICE).images()).hasSize(2);
        assertThat(files()).containsExactly(one.filePath());
    }

    @Test
    void oneImageOfTwoProfilesIsTwoFiles() {
        ImageGeneration ours = addImage(alice(), 1);
        ImageGeneration theirs = addImage(bob(), 1);
        assertThat(files()).containsExactlyInAnyOrder(ours.filePath(), theirs.filePath());
        assertThat(bytesOf(theirs.filePath())).isEqualTo(SampleMedia.png(1));
    }

    @Test
    void aFileThatIsUsedAgainSurvivesTheProjectItWasWrittenFor() {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        ImageGeneration one = alice().generations().addImage(newImage(first, png(1)));
        ImageGeneration again = alice().generations().addImage(newImage(second, png(1)));
        alice().generations().addImage(newImage(first, png(2)));

        assertThat(alice().projects().delete(first.id())).isEqualTo(new Deletion(3, 1));
        assertThat(buried()).doesNotContain(one.filePath()).hasSize(1);
        assertThat(rows(Rows.ALICE).images()).containsExactly(again);
        assertThat(files()).hasSize(2);

        assertThat(alice().projects().delete(second.id())).isEqualTo(new Deletion(2, 1));
        assertThat(buried()).contains(one.filePath()).hasSize(2);
    }

    @Test
    void aFileThatAwaitsCollectionMayBeStoredAnew() {
        VideoProject project = alice().newProject("p");
        ImageGeneration one = alice().generations().addImage(newImage(project, png(1)));
        transactions().inTransaction(Rows.ALICE, tx -> tx.images().delete(one.id()));
        ImageGeneration again = alice().generations().addImage(newImage(project, png(1)));
        assertThat(again.filePath()).isNotEqualTo(one.filePath());
        assertThat(buried()).containsExactly(one.filePath());
        assertThat(bytesOf(again.filePath())).isEqualTo(SampleMedia.png(1));
    }

    @Test
    void speechBecomesTheFirstOfAClipAndThenAFurtherTrack() {
        VideoProject project = alice().newProject("p");
        GenerationId clip = alice().generations().addVideo(newClip(project)).id();
        AudioGeneration english = alice().generations().addAudio(newAudio(project, mp3(1), "en"), clip);
        AudioGeneration vietnamese = alice().generations().addAudio(newAudio(project, mp3(2), "vi"), clip);
        AudioGeneration brazilian = alice().generations().addAudio(newAudio(project, mp3(3), "pt-BR"), clip);

        assertThat(rows(Rows.ALICE).generations())
                .singleElement()
                .extracting(VideoGeneration::audioGenerationId)
                .isEqualTo(Optional.of(english.id()));
        GenerationLinks links =
                transactions().readOnly(Rows.ALICE, tx -> tx.generations().linksOf(clip));
        assertThat(links.audioTracks())
                .containsExactly(
                        Rows.track(clip.value(), "pt-BR", brazilian.id().value()),
                        Rows.track(clip.value(), "vi", vietnamese.id().value()));
        assertThat(rows(Rows.ALICE).audio()).containsExactlyInAnyOrder(english, vietnamese, brazilian);
    }

    @Test
    void theFirstSpeechOfAClipNeedsNoLanguage() {
        VideoProject project = alice().newProject("p");
        GenerationId clip = alice().generations().addVideo(newClip(project)).id();
        AudioGeneration speech = alice().generations().addAudio(newAudio(project, mp3(1), null), clip);
        assertThat(rows(Rows.ALICE).generations())
                .singleElement()
                .extracting(VideoGeneration::audioGenerationId)
                .isEqualTo(Optional.of(speech.id()));
        // and then one that says its language can follow
        alice().generations().addAudio(newAudio(project, mp3(2), "en"), clip);
        assertThat(rows(Rows.ALICE).audio()).hasSize(2);
    }

    @Test
    void furtherSpeechOfAClipNeedsALanguageThatItHasNotYet() {
        VideoProject project = alice().newProject("p");
        GenerationId clip = alice().generations().addVideo(newClip(project)).id();
        alice().generations().addAudio(newAudio(project, mp3(1), "en"), clip);
        alice().generations().addAudio(newAudio(project, mp3(2), "vi"), clip);
        assertRefused(
                StorageException.InvalidInput.class,
                () -> alice().generations().addAudio(newAudio(project, mp3(3), null), clip));
        for (String taken : List.of("en", "vi")) {
            assertRefused(
                    StorageException.AlreadyExists.class,
                    () -> alice().generations().addAudio(newAudio(project, mp3(3), taken), clip));
        }
        alice().generations().addAudio(newAudio(project, mp3(3), "en-GB"), clip);
        assertThat(rows(Rows.ALICE).audio()).hasSize(3);
    }

    @Test
    void speechOfAClipThatTheProfileDoesNotHaveIsRefused() {
        VideoProject project = alice().newProject("p");
        GenerationId theirs = bob().generations()
                .addVideo(newClip(bob().newProject("theirs")))
                .id();
        for (GenerationId clip : List.of(new GenerationId("none"), theirs)) {
            StorageException refusal = assertRefused(
                    StorageException.NotFound.class,
                    () -> alice().generations().addAudio(newAudio(project, mp3(1), "en"), clip));
            assertThat(refusal.subject()).isEqualTo(clip.value());
        }
    }
}
