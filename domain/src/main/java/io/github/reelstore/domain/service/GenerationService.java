package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaKeys;
import io.github.reelstore.domain.media.MediaKind;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.IdGenerator;
import io.github.reelstore.domain.port.StoredBlob;
import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.domain.port.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores clips, images and speech of one profile, each row with its file. Files are staged before the transaction begins
 * wherever the method opens it itself, so that a large file never keeps the database locked.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}; those that take files throw {@link
 * StorageException.InvalidInput} for one that is empty or not of the kind, and {@link StorageException.NotFound} for a project,
 * image or speech that the profile does not have. Whatever they throw, no row was written.
 */
public final class GenerationService {

    private final Transactions transactions;
    private final MediaService media;
    private final IdGenerator ids;
    private final ProfileId profile;

    /** Serves one profile. */
    public GenerationService(Transactions transactions, MediaService media, IdGenerator ids, ProfileId profile) {
        this.transactions = transactions;
        this.media = media;
        this.ids = ids;
        this.profile = profile;
    }

    /** Stores an image. */
    public ImageGeneration addImage(NewImage image) {
        requireProject(image.projectId());
        try (StagedMedia staged = stage(image)) {
            return transactions.inTransaction(profile, tx -> insert(tx, image, staged));
        }
    }

    /** Stores speech. */
    public AudioGeneration addAudio(NewAudio audio) {
        requireProject(audio.projectId());
        try (StagedMedia staged = stage(audio)) {
            return transactions.inTransaction(profile, tx -> insert(tx, audio, staged));
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
        requireProject(audio.projectId());
        transactions.readOnly(profile, tx -> requireClip(tx, clip));
        try (StagedMedia staged = stage(audio)) {
            return transactions.inTransaction(profile, tx -> {
                AudioGeneration row = insert(tx, audio, staged);
                attach(tx, requireClip(tx, clip), row);
                return row;
            });
        }
    }

    /** Stores a clip, or notes one that is still to be made. */
    public VideoGeneration addVideo(NewGeneration generation) {
        requireProject(generation.projectId());
        try (StagedPair staged = stage(Optional.empty(), Optional.empty(), generation)) {
            return transactions.inTransaction(profile, tx -> insert(tx, generation, staged.clip()));
        }
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
        Optional<ImageId> imageId = image.map(ImageGeneration::id);
        Optional<AudioId> audioId = audio.map(AudioGeneration::id);
        requireSame("image", imageId, generation.imageGenerationId());
        requireSame("speech", audioId, generation.audioGenerationId());
        image.map(ImageGeneration::filePath).ifPresent(this::requireStored);
        image.flatMap(ImageGeneration::thumbPath).ifPresent(this::requireStored);
        audio.map(AudioGeneration::filePath).ifPresent(this::requireStored);
        generation.filePath().ifPresent(this::requireStored);

        image.ifPresent(tx.images()::insert);
        audio.ifPresent(tx.audio()::insert);
        VideoGeneration linked = generation.toBuilder()
                .imageGenerationId(imageId.or(generation::imageGenerationId).orElse(null))
                .audioGenerationId(audioId.or(generation::audioGenerationId).orElse(null))
                .build();
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
            return insert(tx, image, audio, generation, staged);
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
        requireProject(generation.projectId());
        try (StagedPair staged = stage(image, audio, generation)) {
            return transactions.inTransaction(profile, tx -> insert(tx, image, audio, generation, staged));
        }
    }

    private GenerationPair insert(
            Tx tx, Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration generation, StagedPair staged) {
        Optional<ImageGeneration> imageRow =
                image.map(one -> insert(tx, one, staged.image().orElseThrow()));
        Optional<AudioGeneration> audioRow =
                audio.map(one -> insert(tx, one, staged.audio().orElseThrow()));
        imageRow.ifPresent(row -> generation.row().imageGenerationId(row.id()));
        audioRow.ifPresent(row -> generation.row().audioGenerationId(row.id()));
        return new GenerationPair(imageRow, audioRow, insert(tx, generation, staged.clip()));
    }

    private ImageGeneration insert(Tx tx, NewImage image, StagedMedia staged) {
        ImageId id = new ImageId(ids.next());
        StoredBlob file = media.publish(tx, staged, MediaKeys.image(image.projectId(), id, staged.format()));
        ImageGeneration row = image.row()
                .id(id)
                .profileId(profile)
                .projectId(image.projectId())
                .filePath(file.key())
                .byteSize(staged.blob().size())
                .contentHash(staged.blob().hash())
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
        tx.images().insert(row);
        return row;
    }

    private AudioGeneration insert(Tx tx, NewAudio audio, StagedMedia staged) {
        AudioId id = new AudioId(ids.next());
        StoredBlob file = media.publish(tx, staged, MediaKeys.audio(audio.projectId(), id, staged.format()));
        AudioGeneration row = audio.row()
                .id(id)
                .profileId(profile)
                .projectId(audio.projectId())
                .filePath(file.key())
                .byteSize(staged.blob().size())
                .contentHash(staged.blob().hash())
                .format(staged.format().extension())
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
        tx.audio().insert(row);
        return row;
    }

    private VideoGeneration insert(Tx tx, NewGeneration generation, Optional<StagedMedia> staged) {
        GenerationId id = new GenerationId(ids.next());
        VideoGeneration.Builder row = generation
                .row()
                .id(id)
                .profileId(profile)
                .projectId(generation.projectId())
                .createdAt(tx.now())
                .updatedAt(tx.now());
        staged.ifPresent(clip -> {
            StoredBlob file = media.publish(tx, clip, MediaKeys.clip(generation.projectId(), id, clip.format()));
            row.filePath(file.key())
                    .byteSize(clip.blob().size())
                    .contentHash(clip.blob().hash())
                    .completedAt(tx.now());
        });
        VideoGeneration built = row.build();
        tx.generations().insert(built);
        tx.generations().link(new GenerationLinks(inputs(generation, id), tracks(tx, generation, id)));
        return built;
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

    private static List<GenerationAudioTrack> tracks(Tx tx, NewGeneration generation, GenerationId id) {
        List<GenerationAudioTrack> tracks = new ArrayList<>();
        for (AudioId audioId : generation.furtherAudio()) {
            tracks.add(new GenerationAudioTrack(id, languageOf(requireAudio(tx, audioId)), audioId));
        }
        return tracks;
    }

    private static void attach(Tx tx, VideoGeneration clip, AudioGeneration audio) {
        if (clip.audioGenerationId().isEmpty()) {
            tx.generations()
                    .update(
                            clip.id(),
                            Patch.<VideoGeneration>empty().set(GenerationField.AUDIO_GENERATION_ID, audio.id()));
            return;
        }
        LanguageTag language = languageOf(audio);
        AudioGeneration first = requireAudio(tx, clip.audioGenerationId().get());
        if (first.language().equals(Optional.of(language))) {
            throw new StorageException.AlreadyExists(
                    clip.id().value(), "The clip " + clip.id() + " already has speech in " + language + ".");
        }
        tx.generations()
                .link(new GenerationLinks(
                        List.of(), List.of(new GenerationAudioTrack(clip.id(), language, audio.id()))));
    }

    private static LanguageTag languageOf(AudioGeneration audio) {
        return audio.language()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "language",
                        "A further track of a clip needs a language; the speech " + audio.id() + " has none."));
    }

    private static AudioGeneration requireAudio(Tx tx, AudioId id) {
        return tx.audio()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(), "There is no speech " + id + " in profile " + tx.profile() + "."));
    }

    private static VideoGeneration requireClip(Tx tx, GenerationId id) {
        return tx.generations()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(), "There is no clip " + id + " in profile " + tx.profile() + "."));
    }

    private void requireProject(ProjectId id) {
        transactions.readOnly(profile, tx -> ProjectService.require(tx, id));
    }

    private void requireStored(BlobKey key) {
        if (!media.isStored(key)) {
            throw new StorageException.Integrity(key.value(), "There is no file " + key + "; store it before its row.");
        }
    }

    private static void requireOneOf(Optional<?> image, Optional<?> audio) {
        if (image.isEmpty() && audio.isEmpty()) {
            throw new StorageException.InvalidInput(
                    "pair", "A pair needs an image or speech, or both; neither is given.");
        }
    }

    private static void requireSame(String what, Optional<? extends Record> given, Optional<? extends Record> named) {
        if (given.isPresent() && named.isPresent() && !given.equals(named)) {
            throw new StorageException.InvalidInput(
                    "pair", "The clip names another " + what + " (" + named.get() + ") than the one given with it.");
        }
    }

    private StagedMedia stage(NewImage image) {
        return media.stage(MediaKind.IMAGE, image.file());
    }

    private StagedMedia stage(NewAudio audio) {
        return media.stage(MediaKind.AUDIO, audio.file());
    }

    private StagedPair stage(Optional<NewImage> image, Optional<NewAudio> audio, NewGeneration generation) {
        List<StagedMedia> staged = new ArrayList<>();
        try {
            Optional<StagedMedia> stagedImage = image.map(this::stage);
            stagedImage.ifPresent(staged::add);
            Optional<StagedMedia> stagedAudio = audio.map(this::stage);
            stagedAudio.ifPresent(staged::add);
            Optional<StagedMedia> stagedClip = generation.file().map(file -> media.stage(MediaKind.VIDEO, file));
            return new StagedPair(stagedImage, stagedAudio, stagedClip);
        } catch (RuntimeException e) {
            staged.forEach(StagedMedia::close);
            throw e;
        }
    }

    /** The files of one call, given up together. */
    private record StagedPair(Optional<StagedMedia> image, Optional<StagedMedia> audio, Optional<StagedMedia> clip)
            implements AutoCloseable {

        @Override
        public void close() {
            image.ifPresent(StagedMedia::close);
            audio.ifPresent(StagedMedia::close);
            clip.ifPresent(StagedMedia::close);
        }
    }
}
