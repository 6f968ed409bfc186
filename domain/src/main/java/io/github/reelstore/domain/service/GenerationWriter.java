package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaFiles;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.MetadataMerger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the rows and files of one call in one transaction: first all rows, then all files, then the caller commits. So
 * a row that the database refuses leaves no file, and no row is committed without its file.
 */
final class GenerationWriter {

    private final Tx tx;
    private final MediaFiles media;
    private final List<Runnable> files = new ArrayList<>();

    GenerationWriter(Tx tx, MediaFiles media) {
        this.tx = tx;
        this.media = media;
    }

    /** Publishes the files of the rows. */
    void storeFiles() {
        files.forEach(Runnable::run);
    }

    private BlobKey keyFor(StagedMedia staged, BlobKey key) {
        MediaFiles.PublishTarget target = media.chooseTarget(tx, staged, key);
        files.add(() -> media.publishTo(target, staged));
        return target.key();
    }

    ImageGeneration insert(NewImage image, StagedRow staged) {
        ImageId id = new ImageId(staged.id());
        StagedMedia file = staged.media();
        ImageGeneration draft = image.row()
                .id(id)
                .profileId(tx.profile())
                .projectId(image.projectId())
                .filePath(keyFor(file, MediaKeys.image(image.projectId(), id, file.format())))
                .byteSize(file.blob().size())
                .contentHash(file.blob().hash())
                .mediaInfo(Optional.empty())
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
        ImageGeneration row = MediaTable.IMAGES.filled(MetadataMerger.of(file), draft);
        row.thumbPath().ifPresent(key -> media.requireStored(tx, key));
        tx.images().insert(row);
        return row;
    }

    AudioGeneration insert(NewAudio audio, StagedRow staged) {
        AudioId id = new AudioId(staged.id());
        StagedMedia file = staged.media();
        AudioGeneration draft = audio.row()
                .id(id)
                .profileId(tx.profile())
                .projectId(audio.projectId())
                .filePath(keyFor(file, MediaKeys.audio(audio.projectId(), id, file.format())))
                .byteSize(file.blob().size())
                .contentHash(file.blob().hash())
                .mediaInfo(Optional.empty())
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
        AudioGeneration row = MediaTable.AUDIO.filled(MetadataMerger.of(file), draft);
        tx.audio().insert(row);
        return row;
    }

    /**
     * Inserts a video with its inputs and tracks.
     *
     * @param id the id of the video
     * @param staged the file of the video
     * @param image the image that was written with it
     * @param audio the audio that was written with it
     */
    VideoGeneration insert(
            NewGeneration generation,
            GenerationId id,
            Optional<StagedMedia> staged,
            Optional<ImageId> image,
            Optional<AudioId> audio) {
        VideoGeneration draft = generation
                .row()
                .id(id)
                .profileId(tx.profile())
                .projectId(generation.projectId())
                .mediaInfo(Optional.empty())
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
        if (draft.filePath().isPresent()) {
            throw new StorageException.InvalidInput(
                    "file", "A new video cannot refer to a stored file; pass its bytes instead.");
        }
        VideoGeneration row = withFile(linked(draft, image, audio), staged);
        tx.generations().insert(row);
        tx.generations().link(new GenerationLinks(inputs(generation, id), List.of()));
        generation.furtherAudio().forEach(further -> addTrack(row, requireAudio(further)));
        return row;
    }

    /**
     * Links a video to the image and audio that are given with it. The video must refer to none, or to the same ones.
     */
    static VideoGeneration linked(VideoGeneration video, Optional<ImageId> image, Optional<AudioId> audio) {
        requireSame("image", image, video.imageGenerationId());
        requireSame("audio", audio, video.audioGenerationId());
        return video.toBuilder()
                .imageGenerationId(image.or(video::imageGenerationId))
                .audioGenerationId(audio.or(video::audioGenerationId))
                .build();
    }

    private static void requireSame(String what, Optional<? extends Record> given, Optional<? extends Record> named) {
        if (given.isPresent() && named.isPresent() && !given.equals(named)) {
            throw new StorageException.InvalidInput(
                    "pair",
                    "The video refers to another " + what + " (" + named.get() + ") than the one given with it.");
        }
    }

    private VideoGeneration withFile(VideoGeneration video, Optional<StagedMedia> staged) {
        if (staged.isEmpty()) {
            return video;
        }
        StagedMedia file = staged.get();
        // a pending video is complete once its bytes are stored; any other status of the caller is kept
        boolean pending = video.status().equals(GenerationStatus.PENDING);
        return MediaTable.VIDEOS.filled(MetadataMerger.of(file), video).toBuilder()
                .filePath(keyFor(file, keyOf(video, file.format())))
                .byteSize(file.blob().size())
                .contentHash(file.blob().hash())
                .status(pending ? GenerationStatus.COMPLETED : video.status())
                .completedAt(tx.now())
                .build();
    }

    /** Adds the file to a video. */
    VideoGeneration addFile(VideoGeneration video, StagedMedia file) {
        return tx.generations()
                .update(
                        video.id(),
                        MediaTable.VIDEOS
                                .difference(video, MediaTable.VIDEOS.filled(MetadataMerger.of(file), video))
                                .set(GenerationField.FILE_PATH, keyFor(file, keyOf(video, file.format())))
                                .set(GenerationField.CONTENT_HASH, file.blob().hash())
                                .set(GenerationField.BYTE_SIZE, file.blob().size()));
    }

    /**
     * The key for the file of a video.
     *
     * @throws StorageException.InvalidInput if the video belongs to no project
     */
    static BlobKey keyOf(VideoGeneration video, MediaFormat format) {
        ProjectId project = video.projectId()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "project", "The video " + video.id() + " belongs to no project; assign one first."));
        return MediaKeys.video(project, video.id(), format);
    }

    private static List<GenerationInput> inputs(NewGeneration generation, GenerationId id) {
        Map<InputRole, Integer> positions = new HashMap<>();
        List<GenerationInput> inputs = new ArrayList<>();
        for (NewGeneration.Input input : generation.inputs()) {
            int position = positions.merge(input.role(), 1, Integer::sum) - 1;
            inputs.add(new GenerationInput(id, input.role(), position, input.image()));
        }
        return inputs;
    }

    /** Adds audio to a video: as its first audio if it has none, else as a further track. */
    void attach(VideoGeneration video, AudioGeneration audio) {
        if (video.audioGenerationId().isPresent()) {
            addTrack(video, audio);
        } else {
            tx.generations()
                    .update(
                            video.id(),
                            Patch.<VideoGeneration>empty().set(GenerationField.AUDIO_GENERATION_ID, audio.id()));
        }
    }

    private void addTrack(VideoGeneration video, AudioGeneration audio) {
        LanguageTag language = audio.language()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "language",
                        "A further track of a video needs a language; the audio " + audio.id() + " has none."));
        Optional<LanguageTag> first =
                video.audioGenerationId().map(this::requireAudio).flatMap(AudioGeneration::language);
        if (first.equals(Optional.of(language))) {
            throw new StorageException.AlreadyExists(
                    video.id().value(), "The video " + video.id() + " already has audio in " + language + ".");
        }
        tx.generations()
                .link(new GenerationLinks(
                        List.of(), List.of(new GenerationAudioTrack(video.id(), language, audio.id()))));
    }

    private AudioGeneration requireAudio(AudioId id) {
        return tx.audio()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(), "There is no audio " + id + " in profile " + tx.profile() + "."));
    }
}
