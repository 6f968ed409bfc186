package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.MadeFrom.SentImage;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.Drafts.Draft;
import io.github.reelstore.domain.service.Drafts.NewFile;
import io.github.reelstore.domain.service.internal.MediaPublisher;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.MetadataMerger;
import io.github.reelstore.domain.service.internal.PendingFiles;
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
    private final MediaPublisher publisher;
    private final PendingFiles files;

    GenerationWriter(Tx tx, MediaPublisher publisher) {
        this.tx = tx;
        this.publisher = publisher;
        this.files = publisher.pendingFiles(tx);
    }

    /** Publishes the files of the rows. */
    void publishFiles() {
        files.publish();
    }

    /** Runs more work in the transaction of a row, which it returns. */
    <R> R with(Alongside<R> alongside, R row) {
        alongside.run(tx, row);
        return row;
    }

    /** Inserts a row. */
    <R> R insert(Draft<R> draft) {
        return insert(draft, draft.row().apply(tx.now()));
    }

    private <R> R insert(Draft<R> draft, R given) {
        MediaTable<R> table = draft.table();
        R row = draft.file().map(file -> withFile(table, given, file)).orElse(given);
        table.thumbnail().flatMap(column -> column.get(row)).ifPresent(key -> publisher.requireStored(tx, key));
        table.rows().insert().accept(tx, row);
        return row;
    }

    private <R> R withFile(MediaTable<R> table, R row, NewFile file) {
        R filled = table.filled(MetadataMerger.of(file.media()), row);
        return table.withFile(Patch.empty(), files.add(file.media(), file.key()))
                .applyTo(filled);
    }

    /**
     * Inserts a video with its inputs and tracks.
     *
     * @param image the image that was written with it
     * @param audio the audio that was written with it
     */
    VideoGeneration insertVideo(
            Draft<VideoGeneration> draft, NewGeneration video, Optional<ImageId> image, Optional<AudioId> audio) {
        VideoGeneration given = linked(draft.row().apply(tx.now()), image, audio);
        List<GenerationInput> inputs = inputs(video, given.id());
        VideoGeneration row = insert(draft, recorded(given, inputs));
        tx.generations().link(new GenerationLinks(inputs, List.of()));
        video.furtherAudio().forEach(further -> addTrack(row, requireAudio(further)));
        return row;
    }

    /** What it was made from is what its row and its images say, unless the caller knows more. */
    private VideoGeneration recorded(VideoGeneration video, List<GenerationInput> inputs) {
        if (video.madeFrom().isPresent()) {
            return video;
        }
        MadeFrom said = MadeFrom.NOTHING.with(Ingredient.PROMPT, video.prompt());
        return video.toBuilder()
                .madeFrom(sent(video, inputs).map(said::withImages).orElse(said).ifAny())
                .build();
    }

    /** The images of a video: its inputs, and its own image as the first frame. Empty if it has no image, or the content of one is not known. */
    private Optional<List<SentImage>> sent(VideoGeneration video, List<GenerationInput> inputs) {
        List<GenerationInput> all = new ArrayList<>(inputs);
        boolean hasFirst = inputs.stream().anyMatch(input -> input.role().equals(InputRole.FIRST_FRAME));
        video.imageGenerationId()
                .filter(image -> !hasFirst)
                .ifPresent(image -> all.add(new GenerationInput(video.id(), InputRole.FIRST_FRAME, 0, image)));
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Map<ImageId, ContentHash> hashes = tx.takes()
                .imageHashes(
                        all.stream().map(GenerationInput::imageGenerationId).toList());
        List<SentImage> sent = new ArrayList<>();
        for (GenerationInput input : all) {
            ContentHash hash = hashes.get(input.imageGenerationId());
            if (hash == null) {
                return Optional.empty();
            }
            sent.add(new SentImage(input.role(), input.position(), hash));
        }
        return Optional.of(sent);
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

    /** Adds the file to a video. */
    VideoGeneration addFile(VideoGeneration video, StagedMedia file) {
        MediaTable<VideoGeneration> table = MediaTable.VIDEOS;
        Patch<VideoGeneration> metadata = table.difference(video, table.filled(MetadataMerger.of(file), video));
        StoredBlob stored = files.add(file, keyOf(video, file.format()));
        return table.update(tx, video, table.withFile(metadata, stored));
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

    /** Adds audio to a video: as its first audio if it has none, else as a further track. Returns the audio. */
    AudioGeneration attach(GenerationId id, AudioGeneration audio) {
        VideoGeneration video = MediaTable.VIDEOS.require(tx, id);
        if (video.audioGenerationId().isPresent()) {
            addTrack(video, audio);
        } else {
            tx.generations().linksOf(id).audioTracks().stream()
                    .map(GenerationAudioTrack::language)
                    .filter(language -> audio.language().equals(Optional.of(language)))
                    .findFirst()
                    .ifPresent(language -> {
                        throw alreadyHas(video, language);
                    });
            tx.generations()
                    .update(id, Patch.<VideoGeneration>empty().set(GenerationField.AUDIO_GENERATION_ID, audio.id()));
        }
        return audio;
    }

    private void addTrack(VideoGeneration video, AudioGeneration audio) {
        LanguageTag language = audio.language()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "language",
                        "A further track of a video needs a language; the audio " + audio.id() + " has none."));
        Optional<LanguageTag> first =
                video.audioGenerationId().map(this::requireAudio).flatMap(AudioGeneration::language);
        if (first.equals(Optional.of(language))) {
            throw alreadyHas(video, language);
        }
        tx.generations()
                .link(new GenerationLinks(
                        List.of(), List.of(new GenerationAudioTrack(video.id(), language, audio.id()))));
    }

    private static StorageException.AlreadyExists alreadyHas(VideoGeneration video, LanguageTag language) {
        return new StorageException.AlreadyExists(
                video.id().value(), "The video " + video.id() + " already has audio in " + language + ".");
    }

    private AudioGeneration requireAudio(AudioId id) {
        return MediaTable.AUDIO.require(tx, id);
    }
}
