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
 * Stores the videos, images and audio of one profile, each row with its file. Methods that open their own transaction
 * stage the files, and upload them to a remote blob store, before the transaction begins: a large file never keeps the
 * database locked. S3 servers that ignore the condition on {@code CompleteMultipartUpload}, such as Ceph 16, are an
 * exception: to publish safely, files are uploaded to them inside the transaction.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}. Methods that store files throw
 * {@link StorageException.InvalidInput} for an empty file or one of another kind, and {@link StorageException.NotFound}
 * for a project, image or audio that does not exist in the profile. If a method throws, no row was written.
 */
public final class GenerationService {

    private final Transactions transactions;
    private final MediaFiles media;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final Thumbnails thumbnails;

    /** Creates the service for one profile. */
    public GenerationService(Transactions transactions, MediaService media, IdGenerator ids, ProfileId profile) {
        this.transactions = transactions;
        this.media = media.files();
        this.ids = ids;
        this.profile = profile;
        this.thumbnails = this.media.thumbnails();
    }

    /** Stores an image. */
    public ImageGeneration addImage(NewImage image) {
        requireProject(image.projectId());
        try (StagedRow staged = stage(image)) {
            prepare(image, staged);
            return thumbnails.add(
                    MediaTable.IMAGES,
                    transactions.inTransaction(profile, tx -> write(tx, writer -> writer.insert(image, staged))));
        }
    }

    /** Stores audio. */
    public AudioGeneration addAudio(NewAudio audio) {
        requireProject(audio.projectId());
        try (StagedRow staged = stage(audio)) {
            prepare(audio, staged);
            return transactions.inTransaction(profile, tx -> write(tx, writer -> writer.insert(audio, staged)));
        }
    }

    /**
     * Stores audio and adds it to a video: as its first audio if it has none, else as a further track.
     *
     * @throws StorageException.NotFound if the video does not exist in the profile
     * @throws StorageException.InvalidInput if the video already has audio, and the new audio has no language
     * @throws StorageException.AlreadyExists if the video already has audio in that language
     */
    public AudioGeneration addAudio(NewAudio audio, GenerationId video) {
        requireProject(audio.projectId());
        transactions.readOnly(profile, tx -> requireVideo(tx, video));
        try (StagedRow staged = stage(audio)) {
            prepare(audio, staged);
            return transactions.inTransaction(
                    profile,
                    tx -> write(tx, writer -> {
                        AudioGeneration row = writer.insert(audio, staged);
                        writer.attach(requireVideo(tx, video), row);
                        return row;
                    }));
        }
    }

    /** Stores a video, or creates the row of one that is yet to be generated. */
    public VideoGeneration addVideo(NewGeneration generation) {
        requireProject(generation.projectId());
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
                                            staged.video(),
                                            Optional.empty(),
                                            Optional.empty()))));
        }
    }

    /**
     * Stores the file of a video that has none yet. Other values of the caller, such as the status, do not change.
     *
     * @return the updated video
     * @throws StorageException.NotFound if the video does not exist in the profile
     * @throws StorageException.AlreadyExists if the video already has a file
     * @throws StorageException.InvalidInput if the video belongs to no project, since keys contain the project id
     */
    public VideoGeneration addFile(GenerationId video, BlobSource file) {
        media.bind();
        VideoGeneration without = transactions.readOnly(profile, tx -> requireWithoutFile(tx, video));
        try (StagedMedia staged = media.stage(MediaKind.VIDEO, file)) {
            media.prepare(staged, GenerationWriter.keyOf(without, staged.format()));
            return thumbnails.add(
                    MediaTable.VIDEOS,
                    transactions.inTransaction(
                            profile, tx -> write(tx, writer -> writer.addFile(requireWithoutFile(tx, video), staged))));
        }
    }

    /**
     * Deletes a video. Its image and audio stay. Its file awaits collection, unless another row refers to it.
     *
     * @throws StorageException.NotFound if the video does not exist in the profile
     * @throws StorageException.Integrity if the video belongs to another program that uses the same database
     */
    public Deletion deleteVideo(GenerationId id) {
        return transactions.inTransaction(profile, tx -> tx.generations().delete(id));
    }

    /**
     * Deletes an image. Its files await collection, unless other rows refer to them.
     *
     * @throws StorageException.NotFound if the image does not exist in the profile
     * @throws StorageException.Integrity if a video refers to it
     */
    public Deletion deleteImage(ImageId id) {
        return transactions.inTransaction(profile, tx -> tx.images().delete(id));
    }

    /**
     * Deletes audio. Its file awaits collection, unless another row refers to it.
     *
     * @throws StorageException.NotFound if the audio does not exist in the profile
     * @throws StorageException.Integrity if a video refers to it
     */
    public Deletion deleteAudio(AudioId id) {
        return transactions.inTransaction(profile, tx -> tx.audio().delete(id));
    }

    private static VideoGeneration requireWithoutFile(Tx tx, GenerationId id) {
        VideoGeneration video = requireVideo(tx, id);
        video.filePath().ifPresent(key -> {
            throw new StorageException.AlreadyExists(
                    id.value(), "The video " + id + " already has a file: " + key + ".");
        });
        return video;
    }

    /**
     * Writes an image, audio and the video that refers to them, all or none, in the caller's transaction. The files
     * must already be stored.
     *
     * @param image the image; empty for none
     * @param audio the audio; empty for none, but one of the two is required
     * @param generation the video; it must refer to no image and audio, or to the same ones
     * @throws StorageException.InvalidInput if neither image nor audio is given, or the video refers to others
     * @throws StorageException.Integrity if a row refers to a file that is not stored
     * @throws StorageException.AlreadyExists if an id is in use
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
     * Stages up to three files and writes their rows, all or none, in the caller's transaction. The transaction stays
     * open while the files are read: if it contains nothing else, prefer the method without a transaction.
     *
     * @throws StorageException.InvalidInput if neither image nor audio is given
     */
    public GenerationPair createImageAudioVideoPair(
            Tx tx, Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration generation) {
        requireOneOf(image, audio);
        try (StagedPair staged = stage(image, audio, generation)) {
            return writePair(tx, image, audio, generation, staged);
        }
    }

    /**
     * Stages up to three files, then writes their rows, all or none, in a new transaction.
     *
     * @throws StorageException.InvalidInput if neither image nor audio is given
     */
    public GenerationPair createImageAudioVideoPair(
            Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration generation) {
        requireOneOf(image, audio);
        requireProject(generation.projectId());
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
                    staged.video(),
                    imageRow.map(ImageGeneration::id),
                    audioRow.map(AudioGeneration::id));
            return new GenerationPair(imageRow, audioRow, row);
        });
    }

    /** Writes rows, then publishes their files. */
    private <T> T write(Tx tx, Function<GenerationWriter, T> rows) {
        if (!tx.profile().equals(profile)) {
            throw new StorageException.InvalidInput(
                    "profile",
                    "The transaction belongs to profile " + tx.profile() + ", but this service to profile " + profile
                            + ".");
        }
        GenerationWriter writer = new GenerationWriter(tx, media);
        T written = rows.apply(writer);
        writer.storeFiles();
        return written;
    }

    private static VideoGeneration requireVideo(Tx tx, GenerationId id) {
        return tx.generations()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(), "There is no video " + id + " in profile " + tx.profile() + "."));
    }

    /** Binds the blob store and checks the project. Call it before staging files, outside any transaction. */
    private void requireProject(ProjectId id) {
        media.bind();
        transactions.readOnly(profile, tx -> RequiredProject.find(tx, id));
    }

    private static void requireOneOf(Optional<?> image, Optional<?> audio) {
        if (image.isEmpty() && audio.isEmpty()) {
            throw new StorageException.InvalidInput(
                    "pair", "A pair needs an image or audio, or both; neither is given.");
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
            Optional<StagedMedia> stagedVideo = generation.file().map(file -> media.stage(MediaKind.VIDEO, file));
            return new StagedPair(stagedImage, stagedAudio, new GenerationId(ids.next()), stagedVideo);
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
        staged.video()
                .ifPresent(file ->
                        media.prepare(file, MediaKeys.video(generation.projectId(), staged.id(), file.format())));
    }

    /** The staged files of one call, which are closed together, and the id of the video. */
    private record StagedPair(
            Optional<StagedRow> image, Optional<StagedRow> audio, GenerationId id, Optional<StagedMedia> video)
            implements AutoCloseable {

        @Override
        public void close() {
            image.ifPresent(StagedRow::close);
            audio.ifPresent(StagedRow::close);
            video.ifPresent(StagedMedia::close);
        }
    }
}
