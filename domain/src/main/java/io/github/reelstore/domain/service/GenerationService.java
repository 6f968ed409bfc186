package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioGenerationBuilder;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageGenerationBuilder;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.Drafts.Draft;
import io.github.reelstore.domain.service.internal.MediaComponents;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.Thumbnails;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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

    private static final int MAX_FOUND = 1_000;

    private final Transactions transactions;
    private final MediaComponents media;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final RowAccess rows;

    /** Projects that existed lately. */
    private final Set<ProjectId> found = ConcurrentHashMap.newKeySet();

    /** Creates the service for one profile. */
    public GenerationService(Transactions transactions, MediaService media, IdGenerator ids, ProfileId profile) {
        this.transactions = transactions;
        this.media = media.components();
        this.ids = ids;
        this.profile = profile;
        this.rows = new RowAccess(transactions, profile, this.media.publisher());
    }

    /** Stores an image. */
    public ImageGeneration addImage(NewImage image) {
        return addImage(image, (tx, row) -> {});
    }

    /** Stores an image, with more work in its transaction. */
    public ImageGeneration addImage(NewImage image, Alongside<ImageGeneration> alongside) {
        requireProject(image.projectId());
        try (Drafts drafts = newDrafts()) {
            Draft<ImageGeneration> draft = drafts.image(image);
            ImageGeneration row = inTransaction(drafts, writer -> writer.with(alongside, writer.insert(draft)));
            return media.thumbnails().add(MediaTable.IMAGES, row);
        }
    }

    /** Stores audio. */
    public AudioGeneration addAudio(NewAudio audio) {
        return addAudio(audio, (tx, row) -> {});
    }

    /** Stores audio, with more work in its transaction. */
    public AudioGeneration addAudio(NewAudio audio, Alongside<AudioGeneration> alongside) {
        requireProject(audio.projectId());
        try (Drafts drafts = newDrafts()) {
            Draft<AudioGeneration> draft = drafts.audio(audio);
            return inTransaction(drafts, writer -> writer.with(alongside, writer.insert(draft)));
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
        transactions.readOnly(profile, tx -> MediaTable.VIDEOS.require(tx, video));
        try (Drafts drafts = newDrafts()) {
            Draft<AudioGeneration> draft = drafts.audio(audio);
            return inTransaction(drafts, writer -> writer.attach(video, writer.insert(draft)));
        }
    }

    /** Stores a video, or creates the row of one that is yet to be generated. */
    public VideoGeneration addVideo(NewGeneration generation) {
        return addVideo(generation, (tx, row) -> {});
    }

    /** Stores a video, with more work in its transaction. */
    public VideoGeneration addVideo(NewGeneration generation, Alongside<VideoGeneration> alongside) {
        requireProject(generation.projectId());
        try (Drafts drafts = newDrafts()) {
            Draft<VideoGeneration> draft = drafts.video(generation);
            VideoGeneration row = inTransaction(
                    drafts,
                    writer -> writer.with(
                            alongside, writer.insertVideo(draft, generation, Optional.empty(), Optional.empty())));
            return media.thumbnails().add(MediaTable.VIDEOS, row);
        }
    }

    /**
     * Stores many images. Their files are staged in parallel, and all rows are written in one transaction, so this takes
     * less time than a call for each. A refused one, such as a file that is not an image, a source that cannot be read or
     * an invalid value, is set aside, and the others are stored. If the method throws, nothing was stored.
     */
    public AddedAll<ImageGeneration> addAllImages(List<NewImage> images) {
        return addAll(
                images,
                new BulkAdd<>(
                        media,
                        MediaTable.IMAGES,
                        image -> lookUp(image.projectId()),
                        Drafts::image,
                        (writer, image, draft) -> writer.insert(draft)));
    }

    /** Stores many audio files, as {@link #addAllImages} does. */
    public AddedAll<AudioGeneration> addAllAudio(List<NewAudio> audio) {
        return addAll(
                audio,
                new BulkAdd<>(
                        media,
                        MediaTable.AUDIO,
                        one -> lookUp(one.projectId()),
                        Drafts::audio,
                        (writer, one, draft) -> writer.insert(draft)));
    }

    /**
     * Stores many videos, as {@link #addAllImages} does. If a video refers to an image or audio that does not exist, no
     * video is stored.
     */
    public AddedAll<VideoGeneration> addAllVideos(List<NewGeneration> videos) {
        return addAll(
                videos,
                new BulkAdd<>(
                        media,
                        MediaTable.VIDEOS,
                        video -> lookUp(video.projectId()),
                        Drafts::video,
                        (writer, video, draft) ->
                                writer.insertVideo(draft, video, Optional.empty(), Optional.empty())));
    }

    private <N, R> AddedAll<R> addAll(List<N> given, BulkAdd<N, R> adding) {
        media.identity().bind();
        try (Drafts drafts = newDrafts()) {
            return adding.run(given, drafts, rows -> inTransaction(drafts, rows));
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
        media.identity().bind();
        VideoGeneration without = transactions.readOnly(profile, tx -> requireWithoutFile(tx, video));
        try (StagedMedia staged = media.stager().stage(MediaKind.VIDEO, file, Optional.empty())) {
            media.publisher().prepare(staged, GenerationWriter.keyOf(without, staged.format()));
            VideoGeneration row = transactions.inTransaction(
                    profile, tx -> write(tx, writer -> writer.addFile(requireWithoutFile(tx, video), staged)));
            return media.thumbnails().add(MediaTable.VIDEOS, row);
        }
    }

    /**
     * Returns an image.
     *
     * @throws StorageException.NotFound if the image does not exist in the profile
     */
    public ImageGeneration getImage(ImageId id) {
        return rows.get(MediaTable.IMAGES, id);
    }

    /**
     * Returns audio.
     *
     * @throws StorageException.NotFound if the audio does not exist in the profile
     */
    public AudioGeneration getAudio(AudioId id) {
        return rows.get(MediaTable.AUDIO, id);
    }

    /**
     * Returns a video.
     *
     * @throws StorageException.NotFound if the video does not exist in the profile
     */
    public VideoGeneration getVideo(GenerationId id) {
        return rows.get(MediaTable.VIDEOS, id);
    }

    /** Returns the images that match the filter, newest first. */
    public Page<ImageGeneration> listImages(GenerationFilter filter, PageRequest page) {
        return rows.list(MediaTable.IMAGES, filter, page);
    }

    /** Returns the audio that matches the filter, newest first. */
    public Page<AudioGeneration> listAudio(GenerationFilter filter, PageRequest page) {
        return rows.list(MediaTable.AUDIO, filter, page);
    }

    /** Returns the videos that match the filter, newest first. */
    public Page<VideoGeneration> listVideos(GenerationFilter filter, PageRequest page) {
        return rows.list(MediaTable.VIDEOS, filter, page);
    }

    /**
     * Applies a patch to an image.
     *
     * @return the updated image
     * @throws StorageException.NotFound if the image does not exist in the profile, or the patch refers to a project that does not
     * @throws StorageException.InvalidInput if a value is not valid for its column
     * @throws StorageException.Integrity if the patch refers to a file that is not stored
     */
    public ImageGeneration updateImage(ImageId id, Patch<ImageGeneration> patch) {
        return rows.update(MediaTable.IMAGES, id, patch);
    }

    /**
     * Changes an image, without a patch.
     *
     * @param change receives a builder with the current values; it may be called more than once. Only the columns that
     *     it changes are written
     * @throws StorageException.InvalidInput also if it changes the id, profile or times
     * @see #updateImage(ImageId, Patch)
     */
    public ImageGeneration updateImage(ImageId id, UnaryOperator<ImageGenerationBuilder> change) {
        return rows.update(
                MediaTable.IMAGES, id, row -> change.apply(row.toBuilder()).build());
    }

    /**
     * Applies a patch to audio.
     *
     * @return the updated audio
     * @throws StorageException.NotFound if the audio does not exist in the profile, or the patch refers to a project that does not
     * @throws StorageException.InvalidInput if a value is not valid for its column
     * @throws StorageException.Integrity if the patch refers to a file that is not stored
     */
    public AudioGeneration updateAudio(AudioId id, Patch<AudioGeneration> patch) {
        return rows.update(MediaTable.AUDIO, id, patch);
    }

    /**
     * Changes audio, without a patch.
     *
     * @param change receives a builder with the current values; it may be called more than once. Only the columns that
     *     it changes are written
     * @throws StorageException.InvalidInput also if it changes the id, profile or times
     * @see #updateAudio(AudioId, Patch)
     */
    public AudioGeneration updateAudio(AudioId id, UnaryOperator<AudioGenerationBuilder> change) {
        return rows.update(
                MediaTable.AUDIO, id, row -> change.apply(row.toBuilder()).build());
    }

    /**
     * Applies a patch to a video.
     *
     * @return the updated video
     * @throws StorageException.NotFound if the video does not exist in the profile, or the patch refers to a project, image or audio that does not
     * @throws StorageException.InvalidInput if a value is not valid for its column
     * @throws StorageException.Integrity if the patch refers to a file that is not stored
     */
    public VideoGeneration updateVideo(GenerationId id, Patch<VideoGeneration> patch) {
        return rows.update(MediaTable.VIDEOS, id, patch);
    }

    /**
     * Changes a video, without a patch.
     *
     * @param change receives a builder with the current values; it may be called more than once. Only the columns that
     *     it changes are written
     * @throws StorageException.InvalidInput also if it changes the id, profile or times
     * @see #updateVideo(GenerationId, Patch)
     */
    public VideoGeneration updateVideo(GenerationId id, UnaryOperator<VideoGenerationBuilder> change) {
        return rows.update(
                MediaTable.VIDEOS, id, row -> change.apply(row.toBuilder()).build());
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

    /**
     * Begins a pair: an image, audio and the video that refers to them, which {@link NewPair#save} stores, all or none.
     *
     * <pre>{@code
     * GenerationPair pair = generations.newPair(project)
     *         .image(Path.of("lighthouse.png"), image -> image.provider("imagen").prompt("A lighthouse at dusk"))
     *         .audio(Path.of("narration-vi.wav"), audio -> audio.provider("elevenlabs").language("vi"))
     *         .video(Path.of("lighthouse.mp4"), video -> video.provider("veo").prompt("The lamp turns on"))
     *         .save();
     * }</pre>
     */
    public NewPair newPair(ProjectId project) {
        return new NewPair(this, project);
    }

    private static VideoGeneration requireWithoutFile(Tx tx, GenerationId id) {
        VideoGeneration video = MediaTable.VIDEOS.require(tx, id);
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
        Stream.of(
                        image.map(ImageGeneration::filePath),
                        image.flatMap(ImageGeneration::thumbPath),
                        audio.map(AudioGeneration::filePath),
                        generation.filePath(),
                        generation.thumbPath())
                .flatMap(Optional::stream)
                .forEach(key -> media.publisher().requireStored(tx, key));

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
        try (Drafts drafts = newDrafts()) {
            return write(tx, stagePair(drafts, image, audio, generation));
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
        try (Drafts drafts = newDrafts()) {
            GenerationPair pair = inTransaction(drafts, stagePair(drafts, image, audio, generation));
            Thumbnails thumbnails = media.thumbnails();
            return new GenerationPair(
                    pair.image().map(row -> thumbnails.add(MediaTable.IMAGES, row)),
                    pair.audio(),
                    thumbnails.add(MediaTable.VIDEOS, pair.generation()));
        }
    }

    /** Stages the files of a pair, and returns the work that writes its rows. */
    private static Function<GenerationWriter, GenerationPair> stagePair(
            Drafts drafts, Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration generation) {
        Optional<Draft<ImageGeneration>> imageDraft = image.map(drafts::image);
        Optional<Draft<AudioGeneration>> audioDraft = audio.map(drafts::audio);
        Draft<VideoGeneration> videoDraft = drafts.video(generation);
        return writer -> {
            Optional<ImageGeneration> imageRow = imageDraft.map(writer::insert);
            Optional<AudioGeneration> audioRow = audioDraft.map(writer::insert);
            VideoGeneration video = writer.insertVideo(
                    videoDraft, generation, imageRow.map(ImageGeneration::id), audioRow.map(AudioGeneration::id));
            return new GenerationPair(imageRow, audioRow, video);
        };
    }

    private Drafts newDrafts() {
        return new Drafts(media, ids, profile);
    }

    /** Uploads the staged files, then writes the rows in a transaction of its own. */
    private <T> T inTransaction(Drafts drafts, Function<GenerationWriter, T> rows) {
        drafts.prepare();
        return transactions.inTransaction(profile, tx -> write(tx, rows));
    }

    /** Writes rows, then publishes their files. */
    private <T> T write(Tx tx, Function<GenerationWriter, T> rows) {
        if (!tx.profile().equals(profile)) {
            throw new StorageException.InvalidInput(
                    "profile",
                    "The transaction belongs to profile " + tx.profile() + ", but this service to profile " + profile
                            + ".");
        }
        GenerationWriter writer = new GenerationWriter(tx, media.publisher());
        T written = rows.apply(writer);
        writer.publishFiles();
        return written;
    }

    /** Binds the blob store and checks the project. Call it before staging files, outside any transaction. */
    private void requireProject(ProjectId id) {
        media.identity().bind();
        requireExisting(id);
    }

    /**
     * Requires a project before its files are read in vain. Whether it still exists is checked when the rows are written,
     * so one that was found lately need not be looked up again.
     */
    private void requireExisting(ProjectId id) {
        if (!found.contains(id)) {
            lookUp(id);
            if (found.size() >= MAX_FOUND) {
                found.clear();
            }
            found.add(id);
        }
    }

    private void lookUp(ProjectId id) {
        transactions.readOnly(profile, tx -> MediaTable.PROJECTS.require(tx, id));
    }

    private static void requireOneOf(Optional<?> image, Optional<?> audio) {
        if (image.isEmpty() && audio.isEmpty()) {
            throw new StorageException.InvalidInput(
                    "pair", "A pair needs an image or audio, or both; neither is given.");
        }
    }
}
