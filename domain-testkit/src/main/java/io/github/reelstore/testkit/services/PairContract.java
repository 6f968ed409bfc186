package io.github.reelstore.testkit.services;

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
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewGeneration.Input;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@code createImageAudioVideoPair} of {@link GenerationService}; see {@link ServicesFixture}. */
public abstract class PairContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    /** The overloads with files: in the caller's transaction, or in their own. */
    private enum Overload {
        CALLERS_TRANSACTION,
        OWN_TRANSACTION
    }

    private GenerationPair create(
            Overload overload, Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration video) {
        return switch (overload) {
            case OWN_TRANSACTION -> store.alice().generations().createImageAudioVideoPair(image, audio, video);
            case CALLERS_TRANSACTION ->
                store.transactions()
                        .inTransaction(
                                SampleRows.ALICE,
                                tx -> store.alice().generations().createImageAudioVideoPair(tx, image, audio, video));
        };
    }

    @Test
    void imageAudioAndVideoAreStoredTogether() {
        VideoProject project = store.alice().newProject("p");
        int number = 0;
        for (Overload overload : Overload.values()) {
            number++;
            GenerationPair pair = create(
                    overload,
                    some(newImage(project, png(number))),
                    some(newAudio(project, mp3(number), "en")),
                    newVideo(project, mp4(number)));
            ImageGeneration image = pair.image().orElseThrow();
            AudioGeneration audio = pair.audio().orElseThrow();
            VideoGeneration video = pair.generation();
            assertThat(video.imageGenerationId()).contains(image.id());
            assertThat(video.audioGenerationId()).contains(audio.id());
            assertThat(store.rows(SampleRows.ALICE).images()).hasSize(number).contains(image);
            assertThat(store.rows(SampleRows.ALICE).audio()).hasSize(number).contains(audio);
            assertThat(store.rows(SampleRows.ALICE).generations())
                    .hasSize(number)
                    .contains(video);
            assertThat(store.files())
                    .hasSize(3 * number)
                    .contains(
                            image.filePath(), audio.filePath(), video.filePath().orElseThrow());
        }
    }

    @Test
    void imageOrAudioCanBeOmitted() {
        VideoProject project = store.alice().newProject("p");
        for (Overload overload : Overload.values()) {
            GenerationPair ofImage = create(overload, some(newImage(project, png(1))), none(), newVideo(project));
            assertThat(ofImage.audio()).isEmpty();
            assertThat(ofImage.generation().imageGenerationId())
                    .isEqualTo(ofImage.image().map(ImageGeneration::id))
                    .isPresent();
            assertThat(ofImage.generation().audioGenerationId()).isEmpty();

            GenerationPair ofAudio = create(overload, none(), some(newAudio(project, mp3(1), null)), newVideo(project));
            assertThat(ofAudio.image()).isEmpty();
            assertThat(ofAudio.generation().audioGenerationId())
                    .isEqualTo(ofAudio.audio().map(AudioGeneration::id))
                    .isPresent();
            assertThat(ofAudio.generation().imageGenerationId()).isEmpty();
        }
    }

    @Test
    void imageOrAudioIsRequired() {
        VideoProject project = store.alice().newProject("p");
        for (Overload overload : Overload.values()) {
            store.assertRefused(
                    StorageException.InvalidInput.class,
                    () -> create(overload, none(), none(), newVideo(project, mp4(1))));
        }
        store.assertRefused(StorageException.InvalidInput.class, () -> insert(none(), none(), video("g")));
    }

    @Test
    void aVideoThatNamesAnotherImageIsRefused() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration other = store.alice().generations().addImage(newImage(project, png(7)));
        for (Overload overload : Overload.values()) {
            NewGeneration video =
                    new NewGeneration(project.id(), VideoGeneration.builder().imageGenerationId(other.id()));
            store.assertRefused(
                    StorageException.InvalidInput.class,
                    () -> create(overload, some(newImage(project, png(1))), none(), video));
        }
    }

    /** The video is written last: its input is found to be missing after image and audio were written. */
    @Test
    void aFailingVideoLeavesNeitherImageNorAudio() {
        VideoProject project = store.alice().newProject("p");
        NewGeneration failing =
                newVideo(project, mp4(1)).withInputs(List.of(new Input(InputRole.REFERENCE, new ImageId("none"))));
        for (Overload overload : Overload.values()) {
            store.assertRefused(
                    StorageException.NotFound.class,
                    () -> create(
                            overload, some(newImage(project, png(1))), some(newAudio(project, mp3(1), "en")), failing));
        }
    }

    @Test
    void aFileOfAnotherKindLeavesNothing() {
        VideoProject project = store.alice().newProject("p");
        Optional<NewImage> image = some(newImage(project, png(1)));
        Optional<NewAudio> audio = some(newAudio(project, mp3(1), "en"));
        for (Overload overload : Overload.values()) {
            List<Runnable> calls = List.of(
                    () -> create(overload, some(newImage(project, mp3(1))), audio, newVideo(project, mp4(1))),
                    () -> create(overload, image, some(newAudio(project, mp4(1), "en")), newVideo(project, mp4(1))),
                    () -> create(overload, image, audio, newVideo(project, png(1))));
            calls.forEach(call -> store.assertRefused(StorageException.InvalidInput.class, call));
        }
    }

    @Test
    void theCallersTransactionIsAllOrNothing() {
        VideoProject project = store.alice().newProject("p");
        // the files of the first pair stay, as after a crash, because the transaction failed later
        store.assertRefusedIgnoringFiles(
                StorageException.NotFound.class,
                () -> store.transactions().inTransaction(SampleRows.ALICE, tx -> {
                    tx.projects().insert(SampleRows.project("also").build());
                    store.alice()
                            .generations()
                            .createImageAudioVideoPair(tx, some(newImage(project, png(1))), none(), newVideo(project));
                    return store.alice()
                            .generations()
                            .createImageAudioVideoPair(
                                    tx,
                                    some(newImage(project, png(2))),
                                    none(),
                                    newVideo(project).withFurtherAudio(List.of(new AudioId("none"))));
                }));
    }

    @Test
    void aTransactionOfAnotherProfileIsRefused() {
        VideoProject project = store.alice().newProject("p");
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.transactions()
                        .inTransaction(
                                SampleRows.BOB,
                                tx -> store.alice()
                                        .generations()
                                        .createImageAudioVideoPair(
                                                tx, some(newImage(project, png(1))), none(), newVideo(project))));
    }

    private static final ImageGeneration IMAGE = SampleRows.image("i").build();
    private static final AudioGeneration AUDIO = SampleRows.audio("a").build();

    /** A video row with its file. */
    private static VideoGenerationBuilder video(String id) {
        return SampleRows.generation(id).filePath(new BlobKey("videos/" + id + ".mp4"));
    }

    private void putFiles() {
        store.putFile(IMAGE.filePath(), SampleMedia.png(1));
        store.putFile(AUDIO.filePath(), SampleMedia.mp3(1));
        store.putFile(new BlobKey("videos/g.mp4"), SampleMedia.mp4(1));
    }

    private GenerationPair insert(
            Optional<ImageGeneration> image, Optional<AudioGeneration> audio, VideoGenerationBuilder video) {
        return store.transactions().inTransaction(SampleRows.ALICE, tx -> insert(tx, image, audio, video));
    }

    private GenerationPair insert(
            Tx tx, Optional<ImageGeneration> image, Optional<AudioGeneration> audio, VideoGenerationBuilder video) {
        return store.alice().generations().createImageAudioVideoPair(tx, image, audio, video.build());
    }

    @Test
    void rowsOfStoredFilesAreWrittenTogether() {
        putFiles();
        VideoGeneration linked = video("g")
                .imageGenerationId(IMAGE.id())
                .audioGenerationId(AUDIO.id())
                .build();
        assertThat(insert(some(IMAGE), some(AUDIO), video("g")))
                .isEqualTo(new GenerationPair(some(IMAGE), some(AUDIO), linked));
        assertThat(store.rows(SampleRows.ALICE).images()).containsExactly(IMAGE);
        assertThat(store.rows(SampleRows.ALICE).audio()).containsExactly(AUDIO);
        assertThat(store.rows(SampleRows.ALICE).generations()).containsExactly(linked);
    }

    @Test
    void aVideoCanNameTheRowsPassedWithIt() {
        putFiles();
        VideoGenerationBuilder named = video("g").imageGenerationId(IMAGE.id()).audioGenerationId(AUDIO.id());
        assertThat(insert(some(IMAGE), some(AUDIO), named).generation()).isEqualTo(named.build());
    }

    @Test
    void aVideoCanNameAnExistingRowAlongWithAPassedOne() {
        putFiles();
        store.putFile(new BlobKey("videos/g2.mp4"), SampleMedia.mp4(2));
        ImageGeneration image =
                SampleRows.image("i2").filePath(IMAGE.filePath()).build();
        AudioGeneration audio =
                SampleRows.audio("a2").filePath(AUDIO.filePath()).build();
        store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.images().insert(image);
            tx.audio().insert(audio);
            return true;
        });
        VideoGeneration ofImage = insert(some(IMAGE), none(), video("g").audioGenerationId(audio.id()))
                .generation();
        assertThat(ofImage.imageGenerationId()).contains(IMAGE.id());
        assertThat(ofImage.audioGenerationId()).contains(audio.id());
        VideoGeneration ofAudio = insert(none(), some(AUDIO), video("g2").imageGenerationId(image.id()))
                .generation();
        assertThat(ofAudio.imageGenerationId()).contains(image.id());
        assertThat(ofAudio.audioGenerationId()).contains(AUDIO.id());
    }

    @Test
    void aVideoThatNamesOtherRowsIsRefused() {
        putFiles();
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> insert(some(IMAGE), some(AUDIO), video("g").imageGenerationId(new ImageId("other"))));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> insert(some(IMAGE), some(AUDIO), video("g").audioGenerationId(new AudioId("other"))));
    }

    @Test
    void aRowWhoseFileIsNotStoredIsRefused() {
        BlobKey thumbnail = new BlobKey("thumbs/i.jpg");
        Optional<ImageGeneration> withThumbnail =
                some(IMAGE.toBuilder().thumbPath(thumbnail).build());
        for (BlobKey missing : List.of(IMAGE.filePath(), AUDIO.filePath(), new BlobKey("videos/g.mp4"), thumbnail)) {
            putFiles();
            store.putFile(thumbnail, SampleMedia.jpeg(1));
            store.blobs().delete(missing);
            StorageException exception = store.assertRefused(
                    StorageException.Integrity.class, () -> insert(withThumbnail, some(AUDIO), video("g")));
            assertThat(exception.subject()).isEqualTo(missing.value());
            store.files().forEach(store.blobs()::delete);
        }
    }

    @Test
    void rowsWithATakenIdAreRefusedTogether() {
        putFiles();
        store.putFile(new BlobKey("videos/g2.mp4"), SampleMedia.mp4(2));
        insert(some(IMAGE), some(AUDIO), video("g"));
        ImageGeneration image = IMAGE.toBuilder().id(new ImageId("i2")).build();
        AudioGeneration audio = AUDIO.toBuilder().id(new AudioId("a2")).build();
        List<Runnable> calls = List.of(
                () -> insert(some(IMAGE), some(audio), video("g2")),
                () -> insert(some(image), some(AUDIO), video("g2")),
                () -> insert(some(image), some(audio), video("g")));
        calls.forEach(call -> store.assertRefused(StorageException.AlreadyExists.class, call));
        assertThat(insert(some(image), some(audio), video("g2")).generation().imageGenerationId())
                .contains(image.id());
    }

    @Test
    void rowsOfAnotherProfileAreRefused() {
        putFiles();
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> insert(some(IMAGE.toBuilder().profileId(SampleRows.BOB).build()), none(), video("g")));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> insert(some(IMAGE), none(), video("g").profileId(SampleRows.BOB)));
    }
}
