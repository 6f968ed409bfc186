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
import io.github.reelstore.domain.model.MediaAnnotations;
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
 * Writes the rows of one call with their files, in one transaction: all rows first, then all files, then the caller commits.
 * So rows that the database refuses leave no file behind, and no row that is committed lacks its file.
 */
final class GenerationWriter {

    private final Tx tx;
    private final MediaFiles media;
    private final List<Runnable> files = new ArrayList<>();

    GenerationWriter(Tx tx, MediaFiles media) {
        this.tx = tx;
        this.media = media;
    }

    /** Puts the files of the rows where they belong. */
    void storeFiles() {
        files.forEach(Runnable::run);
    }

    private BlobKey place(StagedMedia staged, BlobKey key) {
        MediaFiles.Placement placement = media.place(tx, staged, key);
        files.add(() -> media.store(staged, placement));
        return placement.key();
    }

    ImageGeneration insert(NewImage image, StagedRow staged) {
        ImageId id = new ImageId(staged.id());
        StagedMedia file = staged.media();
        ImageGeneration draft = image.row()
                .copy()
                .id(id)
                .profileId(tx.profile())
                .projectId(image.projectId())
                .filePath(place(file, MediaKeys.image(image.projectId(), id, file.format())))
                .byteSize(file.blob().size())
                .contentHash(file.blob().hash())
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
        MediaAnnotations.requireNone(draft.meta());
        ImageGeneration row = MediaTable.IMAGES.filled(MetadataMerger.of(file), draft);
        row.thumbPath().ifPresent(key -> media.requireStored(tx, key));
        tx.images().insert(row);
        return row;
    }

    AudioGeneration insert(NewAudio audio, StagedRow staged) {
        AudioId id = new AudioId(staged.id());
        StagedMedia file = staged.media();
        AudioGeneration draft = audio.row()
                .copy()
                .id(id)
                .profileId(tx.profile())
                .projectId(audio.projectId())
                .filePath(place(file, MediaKeys.audio(audio.projectId(), id, file.format())))
                .byteSize(file.blob().size())
                .contentHash(file.blob().hash())
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
        MediaAnnotations.requireNone(draft.meta());
        AudioGeneration row = MediaTable.AUDIO.filled(MetadataMerger.of(file), draft);
        tx.audio().insert(row);
        return row;
    }

    /**
     * Inserts a clip with its inputs and tracks.
     *
     * @param id its id
     * @param staged its file
     * @param image the image that was written with it
     * @param audio the speech that was written with it
     */
    VideoGeneration insert(
            NewGeneration generation,
            GenerationId id,
            Optional<StagedMedia> staged,
            Optional<ImageId> image,
            Optional<AudioId> audio) {
        VideoGeneration draft = generation
                .row()
                .copy()
                .id(id)
                .profileId(tx.profile())
                .projectId(generation.projectId())
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
        if (draft.filePath().isPresent()) {
            throw new StorageException.InvalidInput(
                    "file", "A new clip cannot name a stored file; give its bytes, and the file is named for it.");
        }
        MediaAnnotations.requireNone(draft.meta());
        VideoGeneration row = withFile(linked(draft, image, audio), staged);
        tx.generations().insert(row);
        tx.generations().link(new GenerationLinks(inputs(generation, id), List.of()));
        generation.furtherAudio().forEach(further -> addTrack(row, requireAudio(further)));
        return row;
    }

    /** The clip with the image and speech that are given with it; it may leave them open, or name just these. */
    static VideoGeneration linked(VideoGeneration clip, Optional<ImageId> image, Optional<AudioId> audio) {
        requireSame("image", image, clip.imageGenerationId());
        requireSame("speech", audio, clip.audioGenerationId());
        return clip.toBuilder()
                .imageGenerationId(image.or(clip::imageGenerationId).orElse(null))
                .audioGenerationId(audio.or(clip::audioGenerationId).orElse(null))
                .build();
    }

    private static void requireSame(String what, Optional<? extends Record> given, Optional<? extends Record> named) {
        if (given.isPresent() && named.isPresent() && !given.equals(named)) {
            throw new StorageException.InvalidInput(
                    "pair", "The clip names another " + what + " (" + named.get() + ") than the one given with it.");
        }
    }

    private VideoGeneration withFile(VideoGeneration clip, Optional<StagedMedia> staged) {
        if (staged.isEmpty()) {
            return clip;
        }
        StagedMedia file = staged.get();
        // a clip that was to be made is done once its bytes are there; what the caller says of it otherwise stands
        boolean pending = clip.status().equals(GenerationStatus.PENDING);
        return MediaTable.VIDEOS.filled(MetadataMerger.of(file), clip).toBuilder()
                .filePath(place(file, keyOf(clip, file.format())))
                .byteSize(file.blob().size())
                .contentHash(file.blob().hash())
                .status(pending ? GenerationStatus.COMPLETED : clip.status())
                .completedAt(tx.now())
                .build();
    }

    /** Gives a clip its file. */
    VideoGeneration addFile(VideoGeneration clip, StagedMedia file) {
        return tx.generations()
                .update(
                        clip.id(),
                        MediaTable.VIDEOS
                                .difference(clip, MediaTable.VIDEOS.filled(MetadataMerger.of(file), clip))
                                .set(GenerationField.FILE_PATH, place(file, keyOf(clip, file.format())))
                                .set(GenerationField.CONTENT_HASH, file.blob().hash())
                                .set(GenerationField.BYTE_SIZE, file.blob().size()));
    }

    /**
     * Where a clip's file goes.
     *
     * @throws StorageException.InvalidInput if the clip belongs to no project
     */
    static BlobKey keyOf(VideoGeneration clip, MediaFormat format) {
        ProjectId project = clip.projectId()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "project", "The clip " + clip.id() + " belongs to no project; give it one first."));
        return MediaKeys.clip(project, clip.id(), format);
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

    /** Makes speech that of a clip: its first where it has none, else a further track. */
    void attach(VideoGeneration clip, AudioGeneration audio) {
        if (clip.audioGenerationId().isPresent()) {
            addTrack(clip, audio);
        } else {
            tx.generations()
                    .update(
                            clip.id(),
                            Patch.<VideoGeneration>empty().set(GenerationField.AUDIO_GENERATION_ID, audio.id()));
        }
    }

    private void addTrack(VideoGeneration clip, AudioGeneration audio) {
        LanguageTag language = audio.language()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "language",
                        "A further track of a clip needs a language; the speech " + audio.id() + " has none."));
        Optional<LanguageTag> first =
                clip.audioGenerationId().map(this::requireAudio).flatMap(AudioGeneration::language);
        if (first.equals(Optional.of(language))) {
            throw new StorageException.AlreadyExists(
                    clip.id().value(), "The clip " + clip.id() + " already has speech in " + language + ".");
        }
        tx.generations()
                .link(new GenerationLinks(
                        List.of(), List.of(new GenerationAudioTrack(clip.id(), language, audio.id()))));
    }

    private AudioGeneration requireAudio(AudioId id) {
        return tx.audio()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(), "There is no speech " + id + " in profile " + tx.profile() + "."));
    }
}
