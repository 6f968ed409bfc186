package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaFiles;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.RequiredProject;
import io.github.reelstore.domain.service.internal.Thumbnails;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Stores clips, images and speech of one profile, each row with its file. Files are staged, and sent to a distant
 * store, before the transaction begins wherever the method opens it itself: a large file never keeps the database locked.
 * There are S3 servers that cannot take one safely without sending it whole while it is published (those that ignore the
 * condition on {@code CompleteMultipartUpload}, such as Ceph 16): on these it is sent inside the transaction.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}; those that take files throw {@link
 * StorageException.InvalidInput} for one that is empty or not of the kind, and {@link StorageException.NotFound} for a project,
 * image or speech that the profile does not have. Whatever they throw, no row was written.
 */
public final class GenerationService {

    private final Transactions transactions;
    private final MediaFiles media;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final Thumbnails thumbnails;

    /** Serves one profile. */
    public GenerationService(Transactions transactions, MediaService media, IdGenerator ids, ProfileId profile) {
        this.transactions = transactions;
        this.media = media.files();
        this.ids = ids;
        this.profile = profile;
        this.thumbnails = this.media.thumbnails();
    }

    /** Stores an image. */
    public ImageGeneration addImage(NewImage image) {
        beginFor(image.projectId());
        try (StagedRow staged = stage(image)) {
            prepare(image, staged);
            return thumbnails.add(
                    MediaTable.IMAGES,
                    transactions.inTransaction(profile, tx -> write(tx, writer -> writer.insert(image, staged))));
        }
    }

    /** Stores speech. */
    public AudioGeneration addAudio(NewAudio audio) {
        beginFor(audio.projectId());
        try (StagedRow staged = stage(audio)) {
            prepare(audio, staged);
            return transactions.inTransaction(profile, tx -> write(tx, writer -> writer.insert(audio, staged)));
        }
    }

    /**
     * Stores speech and makes it speech of a clip: its first where it has none yet, else a further track.
     *
     * @throws StorageException.NotFound if the profile has no such clip
     * @throws StorageException.InvalidInput if the clip has speech already and this one does not say its language
     * @throws StorageException.AlreadyExists if the clip has speech in that language
     */
    public AudioGeneration addAudio(NewAudio audio, GenerationId clip) {
        beginFor(audio.projectId());
        transactions.readOnly(profile, tx -> requireClip(tx, clip));
        try (StagedRow staged = stage(audio)) {
            prepare(audio, staged);
            return transactions.inTransaction(
                    profile,
                    tx -> write(tx, writer -> {
                        AudioGeneration row = writer.insert(audio, staged);
                        writer.attach(requireClip(tx, clip), row);
                        return row;
                    }));
        }
    }

    /** Stores a clip, or notes one that is still to be made. */
    public VideoGeneration addVideo(NewGeneration generation) {
        beginFor(generation.projectId());
        try (StagedPair staged = stage(Optional.empty(), Optional.empty(), generation)) {
            prepare(generation, staged);
            return thumbnails.add(
                    MediaTable.VIDEOS,
                    transactions.inTransaction(
                            profile,
                            tx -> write(
                                    tx,
                                    writer -> writer.insert(
                                            generation,
                                            staged.id(),
                                            staged.clip(),
                                            Optional.empty(),
                                            Optional.empty()))));
        }
    }

    /**
     * Stores the file of a clip that has none yet. Nothing else of the clip changes, its status neither.
     *
     * @return the clip as it is now
     * @throws StorageException.NotFound if the profile has no such clip
     * @throws StorageException.AlreadyExists if the clip has a file
     * @throws StorageException.InvalidInput if the clip belongs to no project: its files are kept by their projects
     */
    public VideoGeneration addFile(GenerationId clip, BlobSource file) {
        media.bind();
        VideoGeneration without = transactions.readOnly(profile, tx -> requireWithoutFile(tx, clip));
        try (StagedMedia staged = media.stage(MediaKind.VIDEO, file)) {
            media.prepare(staged, GenerationWriter.keyOf(without, staged.format()));
            return thumbnails.add(
                    MediaTable.VIDEOS,
                    transactions.inTransaction(
                            profile, tx -> write(tx, writer -> writer.addFile(requireWithoutFile(tx, clip), staged))));
        }
    }

    /**
     * Removes a clip. Its image and its speech stay; its file awaits collection, unless something else refers to it.
     *
     * @throws StorageException.NotFound if the profile has no such clip
     * @throws StorageException.Integrity if it belongs to another program that works on the same database
     */
    public Deletion deleteVideo(GenerationId id) {
        return transactions.inTransaction(profile, tx -> tx.generations().delete(id));
    }

    /**
     * Removes an image. Its files await collection, unless something else refers to them.
     *
     * @throws StorageException.NotFound if the profile has no such image
     * @throws StorageException.Integrity if clips refer to it
     */
    public Deletion deleteImage(ImageId id) {
        return transactions.inTransaction(profile, tx -> tx.images().delete(id));
    }

    /**
     * Removes speech. Its file awaits collection, unless something else refers to it.
     *
     * @throws StorageException.NotFound if the profile has no such speech
     * @throws StorageException.Integrity if clips refer to it
     */
    public Deletion deleteAudio(AudioId id) {
        return transactions.inTransaction(profile, tx -> tx.audio().delete(id));
    }

    private static VideoGeneration requireWithoutFile(Tx tx, GenerationId id) {
        VideoGeneration clip = requireClip(tx, id);
        clip.filePath().ifPresent(key -> {
            throw new StorageException.AlreadyExists(
                    id.value(), "The clip " + id + " has a file already: " + key + ".");
        });
        return clip;
    }

    /**
     * Writes an image, speech and the clip that refers to them, all or none, in the caller's transaction. The files are
     * stored already.
     *
     * @param image the image; empty for none
     * @param audio the speech; empty for none, but one of the two must be given
     * @param generation the clip; it may leave its image and speech open, or name just these
     * @throws StorageException.InvalidInput if neither image nor speech is given, or the clip names others
     * @throws StorageException.Integrity if a row refers to a file that is not stored
     * @throws StorageException.AlreadyExists if an id is taken
     */
    public GenerationPair createImageAudioVideoPair(
            Tx tx, Optional<ImageGeneration> image, Optional<AudioGeneration> audio, VideoGeneration generation) {
        requireOneOf(image, audio);
        VideoGeneration linked =
                GenerationWriter.linked(generation, image.map(ImageGeneration::id), audio.map(AudioGeneration::id));
        image.map(ImageGeneration::filePath).ifPresent(key -> media.requireStored(tx, key));
        image.flatMap(ImageGeneration::thumbPath).ifPresent(key -> media.requireStored(tx, key));
        audio.map(AudioGeneration::filePath).ifPresent(key -> media.requireStored(tx, key));
        generation.filePath().ifPresent(key -> media.requireStored(tx, key));

        image.ifPresent(tx.images()::insert);
        audio.ifPresent(tx.audio()::insert);
        tx.generations().insert(linked);
        return new GenerationPair(image, audio, linked);
    }

    /**
     * Stages up to three files and writes their rows, all or none, in the caller's transaction. The transaction stays open
     * while the files are read: where nothing else has to be in it, prefer the method without one.
     *
     * @throws StorageException.InvalidInput if neither image nor speech is given
     */
    public GenerationPair createImageAudioVideoPair(
            Tx tx, Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration generation) {
        requireOneOf(image, audio);
        try (StagedPair staged = stage(image, audio, generation)) {
            return writePair(tx, image, audio, generation, staged);
        }
    }

    /**
     * Stages up to three files, then writes their rows, all or none, in a transaction of its own.
     *
     * @throws StorageException.InvalidInput if neither image nor speech is given
     */
    public GenerationPair createImageAudioVideoPair(
            Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration generation) {
        requireOneOf(image, audio);
        beginFor(generation.projectId());
        try (StagedPair staged = stage(image, audio, generation)) {
            image.ifPresent(one -> prepare(one, staged.image().orElseThrow()));
            audio.ifPresent(one -> prepare(one, staged.audio().orElseThrow()));
            prepare(generation, staged);
            GenerationPair pair =
                    transactions.inTransaction(profile, tx -> writePair(tx, image, audio, generation, staged));
            return new GenerationPair(
                    pair.image().map(row -> thumbnails.add(MediaTable.IMAGES, row)),
                    pair.audio(),
                    thumbnails.add(MediaTable.VIDEOS, pair.generation()));
        }
    }

    private GenerationPair writePair(
            Tx tx, Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration generation, StagedPair staged) {
        return write(tx, writer -> {
            Optional<ImageGeneration> imageRow =
                    image.map(one -> writer.insert(one, staged.image().orElseThrow()));
            Optional<AudioGeneration> audioRow =
                    audio.map(one -> writer.insert(one, staged.audio().orElseThrow()));
            VideoGeneration row = writer.insert(
                    generation,
                    staged.id(),
                    staged.clip(),
                    imageRow.map(ImageGeneration::id),
                    audioRow.map(AudioGeneration::id));
            return new GenerationPair(imageRow, audioRow, row);
        });
    }

    /** Writes rows, then the files they refer to. */
    private <T> T write(Tx tx, Function<GenerationWriter, T> rows) {
        if (!tx.profile().equals(profile)) {
            throw new StorageException.InvalidInput(
                    "profile",
                    "The transaction is of profile " + tx.profile() + ", but this service serves profile " + profile
                            + ".");
        }
        GenerationWriter writer = new GenerationWriter(tx, media);
        T written = rows.apply(writer);
        writer.storeFiles();
        return written;
    }

    private static VideoGeneration requireClip(Tx tx, GenerationId id) {
        return tx.generations()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(), "There is no clip " + id + " in profile " + tx.profile() + "."));
    }

    /** To be done before files are staged, and outside of any transaction. */
    private void beginFor(ProjectId id) {
        media.bind();
        transactions.readOnly(profile, tx -> RequiredProject.find(tx, id));
    }

    private static void requireOneOf(Optional<?> image, Optional<?> audio) {
        if (image.isEmpty() && audio.isEmpty()) {
            throw new StorageException.InvalidInput(
                    "pair", "A pair needs an image or speech, or both; neither is given.");
        }
    }

    private StagedRow stage(NewImage image) {
        return stage(MediaKind.IMAGE, image.file());
    }

    private StagedRow stage(NewAudio audio) {
        return new StagedRow(ids.next(), media.stage(MediaKind.AUDIO, audio.file(), audio.format()));
    }

    private StagedRow stage(MediaKind kind, BlobSource file) {
        return new StagedRow(ids.next(), media.stage(kind, file));
    }

    private StagedPair stage(Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration generation) {
        List<StagedRow> staged = new ArrayList<>();
        try {
            Optional<StagedRow> stagedImage = image.map(this::stage);
            stagedImage.ifPresent(staged::add);
            Optional<StagedRow> stagedAudio = audio.map(this::stage);
            stagedAudio.ifPresent(staged::add);
            Optional<StagedMedia> stagedClip = generation.file().map(file -> media.stage(MediaKind.VIDEO, file));
            return new StagedPair(stagedImage, stagedAudio, new GenerationId(ids.next()), stagedClip);
        } catch (RuntimeException e) {
            staged.forEach(StagedRow::close);
            throw e;
        }
    }

    private void prepare(NewImage image, StagedRow staged) {
        media.prepare(
                staged.media(),
                MediaKeys.image(
                        image.projectId(),
                        new ImageId(staged.id()),
                        staged.media().format()));
    }

    private void prepare(NewAudio audio, StagedRow staged) {
        media.prepare(
                staged.media(),
                MediaKeys.audio(
                        audio.projectId(),
                        new AudioId(staged.id()),
                        staged.media().format()));
    }

    private void prepare(NewGeneration generation, StagedPair staged) {
        staged.clip()
                .ifPresent(file ->
                        media.prepare(file, MediaKeys.clip(generation.projectId(), staged.id(), file.format())));
    }

    /** The files of one call, given up together, and the id of its clip. */
    private record StagedPair(
            Optional<StagedRow> image, Optional<StagedRow> audio, GenerationId id, Optional<StagedMedia> clip)
            implements AutoCloseable {

        @Override
        public void close() {
            image.ifPresent(StagedRow::close);
            audio.ifPresent(StagedRow::close);
            clip.ifPresent(StagedMedia::close);
        }
    }
}
