package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewGeneration.Input;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.Rows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of {@link ServicesContract} about {@code createImageAudioVideoPair}. */
abstract class PairContract extends GenerationServiceContract {

    /** The overloads that take files: in the caller's transaction, or in one of their own. */
    private enum Way {
        CALLERS_TRANSACTION,
        OWN_TRANSACTION
    }

    private GenerationPair create(Way way, Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration clip) {
        return switch (way) {
            case OWN_TRANSACTION -> alice().generations().createImageAudioVideoPair(image, audio, clip);
            case CALLERS_TRANSACTION ->
                transactions()
                        .inTransaction(
                                Rows.ALICE,
                                tx -> alice().generations().createImageAudioVideoPair(tx, image, audio, clip));
        };
    }

    @Test
    void imageSpeechAndClipAreStoredTogether() {
        VideoProject project = alice().newProject("p");
        int number = 0;
        for (Way way : Way.values()) {
            number++;
            GenerationPair pair = create(
                    way,
                    some(newImage(project, png(number))),
                    some(newAudio(project, mp3(number), "en")),
                    newClip(project, mp4(number)));
            ImageGeneration image = pair.image().orElseThrow();
            AudioGeneration audio = pair.audio().orElseThrow();
            VideoGeneration clip = pair.generation();
            assertThat(clip.imageGenerationId()).contains(image.id());
            assertThat(clip.audioGenerationId()).contains(audio.id());
            assertThat(rows(Rows.ALICE).images()).hasSize(number).contains(image);
            assertThat(rows(Rows.ALICE).audio()).hasSize(number).contains(audio);
            assertThat(rows(Rows.ALICE).generations()).hasSize(number).contains(clip);
            assertThat(files())
                    .hasSize(3 * number)
                    .contains(
                            image.filePath(), audio.filePath(), clip.filePath().orElseThrow());
        }
    }

    @Test
    void imageOrSpeechMayBeLeftOut() {
        VideoProject project = alice().newProject("p");
        for (Way way : Way.values()) {
            GenerationPair ofImage = create(way, some(newImage(project, png(1))), none(), newClip(project));
            assertThat(ofImage.audio()).isEmpty();
            assertThat(ofImage.generation().imageGenerationId())
                    .isEqualTo(ofImage.image().map(ImageGeneration::id))
                    .isPresent();
            assertThat(ofImage.generation().audioGenerationId()).isEmpty();

            GenerationPair ofAudio = create(way, none(), some(newAudio(project, mp3(1), null)), newClip(project));
            assertThat(ofAudio.image()).isEmpty();
            assertThat(ofAudio.generation().audioGenerationId())
                    .isEqualTo(ofAudio.audio().map(AudioGeneration::id))
                    .isPresent();
            assertThat(ofAudio.generation().imageGenerationId()).isEmpty();
        }
    }

    @Test
    void oneOfThemMustBeGiven() {
        VideoProject project = alice().newProject("p");
        for (Way way : Way.values()) {
            assertRefused(
                    StorageException.InvalidInput.class, () -> create(way, none(), none(), newClip(project, mp4(1))));
        }
        assertRefused(StorageException.InvalidInput.class, () -> insert(none(), none(), clip("g")));
    }

    @Test
    void aClipThatNamesAnotherImageThanTheOneGivenIsRefused() {
        VideoProject project = alice().newProject("p");
        ImageGeneration other = alice().generations().addImage(newImage(project, png(7)));
        for (Way way : Way.values()) {
            NewGeneration clip =
                    new NewGeneration(project.id(), VideoGeneration.builder().imageGenerationId(other.id()));
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> create(way, some(newImage(project, png(1))), none(), clip));
        }
    }

    /** The clip comes last: what it needs is missing when image and speech are written already. */
    @Test
    void aClipThatFailsLeavesNeitherImageNorSpeech() {
        VideoProject project = alice().newProject("p");
        NewGeneration doomed =
                newClip(project, mp4(1)).withInputs(List.of(new Input(InputRole.REFERENCE, new ImageId("none"))));
        for (Way way : Way.values()) {
            assertRefused(
                    StorageException.NotFound.class,
                    () -> create(way, some(newImage(project, png(1))), some(newAudio(project, mp3(1), "en")), doomed));
        }
    }

    @Test
    void aFileOfAnotherKindLeavesNothing() {
        VideoProject project = alice().newProject("p");
        Optional<NewImage> image = some(newImage(project, png(1)));
        Optional<NewAudio> audio = some(newAudio(project, mp3(1), "en"));
        for (Way way : Way.values()) {
            List<Runnable> calls = List.of(
                    () -> create(way, some(newImage(project, mp3(1))), audio, newClip(project, mp4(1))),
                    () -> create(way, image, some(newAudio(project, mp4(1), "en")), newClip(project, mp4(1))),
                    () -> create(way, image, audio, newClip(project, png(1))));
            calls.forEach(call -> assertRefused(StorageException.InvalidInput.class, call));
        }
    }

    @Test
    void theCallersTransactionHasAllOrNothing() {
        VideoProject project = alice().newProject("p");
        // the files of the pair that went well stay, as after a crash: the transaction failed later
        assertRefusedButForFiles(
                StorageException.NotFound.class,
                () -> transactions().inTransaction(Rows.ALICE, tx -> {
                    tx.projects().insert(Rows.project("also").build());
                    alice().generations()
                            .createImageAudioVideoPair(tx, some(newImage(project, png(1))), none(), newClip(project));
                    return alice().generations()
                            .createImageAudioVideoPair(
                                    tx,
                                    some(newImage(project, png(2))),
                                    none(),
                                    newClip(project).withFurtherAudio(List.of(new AudioId("none"))));
                }));
    }

    @Test
    void theTransactionOfAnotherProfileIsRefused() {
        VideoProject project = alice().newProject("p");
        assertRefused(
                StorageException.InvalidInput.class,
                () -> transactions()
                        .inTransaction(
                                Rows.BOB,
                                tx -> alice().generations()
                                        .createImageAudioVideoPair(
                                                tx, some(newImage(project, png(1))), none(), newClip(project))));
    }

    private static final ImageGeneration IMAGE = Rows.image("i").build();
    private static final AudioGeneration AUDIO = Rows.audio("a").build();

    /** A clip as a row, with its file. */
    private static VideoGeneration.Builder clip(String id) {
        return Rows.generation(id).filePath(new BlobKey("clips/" + id + ".mp4"));
    }

    private void leaveFiles() {
        leave(IMAGE.filePath(), SampleMedia.png(1));
        leave(AUDIO.filePath(), SampleMedia.mp3(1));
        leave(new BlobKey("clips/g.mp4"), SampleMedia.mp4(1));
    }

    private GenerationPair insert(
            Optional<ImageGeneration> image, Optional<AudioGeneration> audio, VideoGeneration.Builder clip) {
        return transactions().inTransaction(Rows.ALICE, tx -> insert(tx, image, audio, clip));
    }

    private GenerationPair insert(
            Tx tx, Optional<ImageGeneration> image, Optional<AudioGeneration> audio, VideoGeneration.Builder clip) {
        return alice().generations().createImageAudioVideoPair(tx, image, audio, clip.build());
    }

    @Test
    void rowsOfStoredFilesAreWrittenTogether() {
        leaveFiles();
        VideoGeneration linked = clip("g")
                .imageGenerationId(IMAGE.id())
                .audioGenerationId(AUDIO.id())
                .build();
        assertThat(insert(some(IMAGE), some(AUDIO), clip("g")))
                .isEqualTo(new GenerationPair(some(IMAGE), some(AUDIO), linked));
        assertThat(rows(Rows.ALICE).images()).containsExactly(IMAGE);
        assertThat(rows(Rows.ALICE).audio()).containsExactly(AUDIO);
        assertThat(rows(Rows.ALICE).generations()).containsExactly(linked);
    }

    @Test
    void aClipMayNameJustTheRowsGivenWithIt() {
        leaveFiles();
        VideoGeneration.Builder named = clip("g").imageGenerationId(IMAGE.id()).audioGenerationId(AUDIO.id());
        assertThat(insert(some(IMAGE), some(AUDIO), named).generation()).isEqualTo(named.build());
    }

    @Test
    void aClipMayNameARowThatIsThereBesideTheOneGiven() {
        leaveFiles();
        leave(new BlobKey("clips/g2.mp4"), SampleMedia.mp4(2));
        ImageGeneration image = Rows.image("i2").filePath(IMAGE.filePath()).build();
        AudioGeneration audio = Rows.audio("a2").filePath(AUDIO.filePath()).build();
        transactions().inTransaction(Rows.ALICE, tx -> {
            tx.images().insert(image);
            tx.audio().insert(audio);
            return true;
        });
        VideoGeneration ofImage = insert(some(IMAGE), none(), clip("g").audioGenerationId(audio.id()))
                .generation();
        assertThat(ofImage.imageGenerationId()).contains(IMAGE.id());
        assertThat(ofImage.audioGenerationId()).contains(audio.id());
        VideoGeneration ofAudio = insert(none(), some(AUDIO), clip("g2").imageGenerationId(image.id()))
                .generation();
        assertThat(ofAudio.imageGenerationId()).contains(image.id());
        assertThat(ofAudio.audioGenerationId()).contains(AUDIO.id());
    }

    @Test
    void aClipThatNamesOtherRowsThanThoseGivenIsRefused() {
        leaveFiles();
        assertRefused(
                StorageException.InvalidInput.class,
                () -> insert(some(IMAGE), some(AUDIO), clip("g").imageGenerationId(new ImageId("other"))));
        assertRefused(
                StorageException.InvalidInput.class,
                () -> insert(some(IMAGE), some(AUDIO), clip("g").audioGenerationId(new AudioId("other"))));
    }

    @Test
    void aRowWhoseFileIsNotStoredIsRefused() {
        BlobKey thumbnail = new BlobKey("thumbs/i.jpg");
        Optional<ImageGeneration> withThumbnail =
                some(IMAGE.toBuilder().thumbPath(thumbnail).build());
        for (BlobKey missing : List.of(IMAGE.filePath(), AUDIO.filePath(), new BlobKey("clips/g.mp4"), thumbnail)) {
            leaveFiles();
            leave(thumbnail, SampleMedia.jpeg(1));
            blobs().delete(missing);
            StorageException refusal = assertRefused(
                    StorageException.Integrity.class, () -> insert(withThumbnail, some(AUDIO), clip("g")));
            assertThat(refusal.subject()).isEqualTo(missing.value());
            files().forEach(blobs()::delete);
        }
    }

    @Test
    void rowsWithATakenIdAreRefusedTogether() {
        leaveFiles();
        leave(new BlobKey("clips/g2.mp4"), SampleMedia.mp4(2));
        insert(some(IMAGE), some(AUDIO), clip("g"));
        ImageGeneration image = IMAGE.toBuilder().id(new ImageId("i2")).build();
        AudioGeneration audio = AUDIO.toBuilder().id(new AudioId("a2")).build();
        List<Runnable> calls = List.of(
                () -> insert(some(IMAGE), some(audio), clip("g2")),
                () -> insert(some(image), some(AUDIO), clip("g2")),
                () -> insert(some(image), some(audio), clip("g")));
        calls.forEach(call -> assertRefused(StorageException.AlreadyExists.class, call));
        assertThat(insert(some(image), some(audio), clip("g2")).generation().imageGenerationId())
                .contains(image.id());
    }

    @Test
    void rowsOfAnotherProfileAreRefused() {
        leaveFiles();
        assertRefused(
                StorageException.InvalidInput.class,
                () -> insert(some(IMAGE.toBuilder().profileId(Rows.BOB).build()), none(), clip("g")));
        assertRefused(
                StorageException.InvalidInput.class,
                () -> insert(some(IMAGE), none(), clip("g").profileId(Rows.BOB)));
    }
}
