package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.service.internal.MediaComponents;
import io.github.reelstore.domain.service.internal.MediaTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The new rows of one call with their staged files. Their ids are created once, so a transaction that is retried writes
 * the same rows. Files may be staged by several threads. Closing removes the staged bytes; published files stay.
 */
final class Drafts implements AutoCloseable {

    private final MediaComponents media;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final List<NewFile> files = Collections.synchronizedList(new ArrayList<>());

    Drafts(MediaComponents media, IdGenerator ids, ProfileId profile) {
        this.media = media;
        this.ids = ids;
        this.profile = profile;
    }

    /**
     * A new row.
     *
     * @param table the table of the row
     * @param row makes the row with the values of the caller, from the time of its transaction
     * @param file the file of the row, if it has one
     */
    record Draft<R>(MediaTable<R> table, Function<Instant, R> row, Optional<NewFile> file) {}

    /**
     * A staged file.
     *
     * @param media the staged file
     * @param key the key to publish to, if the bytes are new
     */
    record NewFile(StagedMedia media, BlobKey key) {}

    /** Stages an image. */
    Draft<ImageGeneration> image(NewImage image) {
        ImageId id = new ImageId(ids.next());
        NewFile file = stage(
                MediaKind.IMAGE,
                image.file(),
                Optional.empty(),
                format -> MediaKeys.image(image.projectId(), id, format));
        return new Draft<>(
                MediaTable.IMAGES,
                now -> recorded(image.row()
                        .id(id)
                        .profileId(profile)
                        .projectId(image.projectId())
                        .filePath(file.key())
                        .mediaInfo(Optional.empty())
                        .createdAt(now)
                        .updatedAt(now)
                        .build()),
                Optional.of(file));
    }

    /** What it was made from is what its row says, unless the caller knows more. */
    private static ImageGeneration recorded(ImageGeneration image) {
        return image.toBuilder()
                .madeFrom(image.madeFrom()
                        .or(() -> MadeFrom.NOTHING
                                .with(Ingredient.PROMPT, image.prompt())
                                .ifAny()))
                .build();
    }

    private static AudioGeneration recorded(AudioGeneration audio) {
        return audio.toBuilder()
                .madeFrom(audio.madeFrom()
                        .or(() -> MadeFrom.NOTHING
                                .with(Ingredient.TEXT, audio.text())
                                .with(Ingredient.VOICE, audio.voice())
                                .ifAny()))
                .build();
    }

    /** Stages audio. */
    Draft<AudioGeneration> audio(NewAudio audio) {
        AudioId id = new AudioId(ids.next());
        NewFile file = stage(
                MediaKind.AUDIO,
                audio.file(),
                audio.format(),
                format -> MediaKeys.audio(audio.projectId(), id, format));
        return new Draft<>(
                MediaTable.AUDIO,
                now -> recorded(audio.row()
                        .id(id)
                        .profileId(profile)
                        .projectId(audio.projectId())
                        .filePath(file.key())
                        .mediaInfo(Optional.empty())
                        .createdAt(now)
                        .updatedAt(now)
                        .build()),
                Optional.of(file));
    }

    /** Stages the file of a video, if it has one. */
    Draft<VideoGeneration> video(NewGeneration video) {
        GenerationId id = new GenerationId(ids.next());
        Optional<NewFile> file = video.file()
                .map(source -> stage(
                        MediaKind.VIDEO,
                        source,
                        Optional.empty(),
                        format -> MediaKeys.video(video.projectId(), id, format)));
        return new Draft<>(
                MediaTable.VIDEOS,
                now -> {
                    VideoGeneration row = video.row()
                            .id(id)
                            .profileId(profile)
                            .projectId(video.projectId())
                            .mediaInfo(Optional.empty())
                            .createdAt(now)
                            .updatedAt(now)
                            .build();
                    if (row.filePath().isPresent()) {
                        throw new StorageException.InvalidInput(
                                "file", "A new video cannot refer to a stored file; pass its bytes instead.");
                    }
                    return file.isPresent() ? completed(row, now) : row;
                },
                file);
    }

    /** A pending video is complete once its bytes are stored; any other status of the caller is kept. */
    private static VideoGeneration completed(VideoGeneration video, Instant now) {
        boolean pending = video.status().equals(GenerationStatus.PENDING);
        return video.toBuilder()
                .status(pending ? GenerationStatus.COMPLETED : video.status())
                .completedAt(now)
                .build();
    }

    private NewFile stage(
            MediaKind kind, BlobSource source, Optional<AudioEncoding> declared, Function<MediaFormat, BlobKey> keyOf) {
        StagedMedia staged = media.stager().stage(kind, source, declared);
        try {
            NewFile file = new NewFile(staged, keyOf.apply(staged.format()));
            files.add(file);
            return file;
        } catch (Throwable e) {
            staged.close();
            throw e;
        }
    }

    /** Does the slow part of publishing the files. Call it before the transaction begins. */
    void prepare() {
        files.forEach(file -> media.publisher().prepare(file.media(), file.key()));
    }

    @Override
    public void close() {
        files.forEach(file -> file.media().close());
    }
}
