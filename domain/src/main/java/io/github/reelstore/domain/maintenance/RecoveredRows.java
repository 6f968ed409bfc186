package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaFiles.Measured;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.MetadataMerger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates rows for files that have none, with the metadata and the modification time of the file. */
final class RecoveredRows {

    /** The name of the provider was lost with the original row. */
    private static final String UNKNOWN_PROVIDER = "unknown";

    private final ProfileId profile;

    RecoveredRows(ProfileId profile) {
        this.profile = profile;
    }

    /**
     * A file to create a row for.
     *
     * @param key the key of the file
     * @param kind the kind of the file
     * @param metadata the detected metadata
     * @param bytes size and hash
     * @param storedAt when the file was stored; it becomes the creation time of the row, so that its position in lists
     *     is the old one
     */
    record File(BlobKey key, MediaKind kind, MetadataMerger metadata, Measured bytes, Instant storedAt) {}

    /**
     * The type of row to create for a file: a video directly in the folder of its project is the final cut, if the
     * project has none.
     *
     * @param project the project for the file
     * @param row the row of the project; empty if it will be created
     */
    static EntityType rowKind(ProjectId project, Optional<VideoProject> row, BlobKey key, MediaKind kind) {
        return switch (kind) {
            case IMAGE -> EntityType.IMAGE;
            case AUDIO -> EntityType.AUDIO;
            case VIDEO ->
                MediaKeys.isFinalCut(key, project)
                                && row.flatMap(VideoProject::videoPath).isEmpty()
                        ? EntityType.PROJECT
                        : EntityType.GENERATION;
        };
    }

    /**
     * Inserts the row.
     *
     * @param thumbnail the thumbnail of the file, if it exists
     * @param id the id of the new row; unused for a final cut
     */
    UndeleteResult insert(Tx tx, VideoProject project, File file, Optional<BlobKey> thumbnail, String id) {
        @Nullable BlobKey thumb = thumbnail.orElse(null);
        return switch (rowKind(project.id(), Optional.of(project), file.key(), file.kind())) {
            case IMAGE -> image(tx, project, file, thumb, id);
            case AUDIO -> audio(tx, project, file, id);
            case GENERATION -> video(tx, project, file, thumb, id);
            case PROJECT -> finalCut(tx, project, file, thumbnail);
        };
    }

    private UndeleteResult image(Tx tx, VideoProject project, File file, @Nullable BlobKey thumbnail, String id) {
        tx.images()
                .insert(MediaTable.IMAGES.filled(
                        file.metadata(),
                        ImageGeneration.builder()
                                .id(new ImageId(id))
                                .profileId(profile)
                                .projectId(project.id())
                                .provider(UNKNOWN_PROVIDER)
                                .filePath(file.key())
                                .thumbPath(thumbnail)
                                .byteSize(file.bytes().size())
                                .contentHash(file.bytes().hash())
                                .createdAt(file.storedAt())
                                .updatedAt(tx.now())
                                .build()));
        return new UndeleteResult(file.key(), project.id(), EntityType.IMAGE, id);
    }

    private UndeleteResult audio(Tx tx, VideoProject project, File file, String id) {
        tx.audio()
                .insert(MediaTable.AUDIO.filled(
                        file.metadata(),
                        AudioGeneration.builder()
                                .id(new AudioId(id))
                                .profileId(profile)
                                .projectId(project.id())
                                .provider(UNKNOWN_PROVIDER)
                                .filePath(file.key())
                                .byteSize(file.bytes().size())
                                .contentHash(file.bytes().hash())
                                .createdAt(file.storedAt())
                                .updatedAt(tx.now())
                                .build()));
        return new UndeleteResult(file.key(), project.id(), EntityType.AUDIO, id);
    }

    private UndeleteResult video(Tx tx, VideoProject project, File file, @Nullable BlobKey thumbnail, String id) {
        tx.generations()
                .insert(MediaTable.VIDEOS.filled(
                        file.metadata(),
                        VideoGeneration.builder()
                                .id(new GenerationId(id))
                                .profileId(profile)
                                .projectId(project.id())
                                .status(GenerationStatus.COMPLETED)
                                .filePath(file.key())
                                .thumbPath(thumbnail)
                                .byteSize(file.bytes().size())
                                .contentHash(file.bytes().hash())
                                .createdAt(file.storedAt())
                                .updatedAt(tx.now())
                                .completedAt(file.storedAt())
                                .build()));
        return new UndeleteResult(file.key(), project.id(), EntityType.GENERATION, id);
    }

    private static UndeleteResult finalCut(Tx tx, VideoProject project, File file, Optional<BlobKey> thumbnail) {
        Patch<VideoProject> patch = MediaTable.FINAL_CUTS
                .difference(project, MediaTable.FINAL_CUTS.filled(file.metadata(), project))
                .set(ProjectField.VIDEO_PATH, file.key())
                .set(ProjectField.CONTENT_HASH, file.bytes().hash());
        Optional<BlobKey> missing = thumbnail.filter(key -> project.thumbPath().isEmpty());
        tx.projects()
                .update(
                        project.id(),
                        missing.map(key -> patch.set(ProjectField.THUMB_PATH, key))
                                .orElse(patch));
        return new UndeleteResult(
                file.key(), project.id(), EntityType.PROJECT, project.id().value());
    }
}
