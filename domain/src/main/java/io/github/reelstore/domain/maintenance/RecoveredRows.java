package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.MetadataMerger;
import io.github.reelstore.domain.service.internal.Thumbnails;
import java.time.Instant;
import java.util.Optional;

/** Creates rows for files that have none, with the metadata and the modification time of the file. */
final class RecoveredRows {

    private final ProfileId profile;

    RecoveredRows(ProfileId profile) {
        this.profile = profile;
    }

    /**
     * A file to create a row for.
     *
     * @param stored the file
     * @param kind the kind of the file
     * @param metadata the detected metadata
     * @param storedAt when the file was stored; it becomes the creation time of the row, so that its position in lists
     *     is the old one
     * @param thumbnail the thumbnail of the file, if it exists
     */
    record File(
            StoredBlob stored, MediaKind kind, MetadataMerger metadata, Instant storedAt, Optional<BlobKey> thumbnail) {

        BlobKey key() {
            return stored.key();
        }
    }

    /**
     * A row that was created for a file, or the project that has it as its final cut now.
     *
     * @param table the table of the row
     * @param row the row
     * @param project the project of the file
     */
    record RecoveredRow<R>(MediaTable<R> table, R row, ProjectId project) {

        UndeleteResult result(BlobKey key) {
            return new UndeleteResult(key, project, table.type(), table.idOf(row));
        }

        void addThumbnail(Thumbnails thumbnails) {
            thumbnails.add(table, row);
        }
    }

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
     * @param id the id of the new row; unused for a final cut
     */
    RecoveredRow<?> insert(Tx tx, VideoProject project, File file, String id) {
        ProjectId in = project.id();
        return switch (rowKind(in, Optional.of(project), file.key(), file.kind())) {
            case IMAGE -> insert(tx, MediaTable.IMAGES, image(tx, in, file, id), file, in);
            case AUDIO -> insert(tx, MediaTable.AUDIO, audio(tx, in, file, id), file, in);
            case GENERATION -> insert(tx, MediaTable.VIDEOS, video(tx, in, file, id), file, in);
            case PROJECT -> {
                MediaTable<VideoProject> table = MediaTable.PROJECTS;
                yield new RecoveredRow<>(table, table.update(tx, project, changes(table, project, file)), in);
            }
        };
    }

    private static <R> RecoveredRow<R> insert(Tx tx, MediaTable<R> table, R draft, File file, ProjectId in) {
        R row = changes(table, draft, file).applyTo(draft);
        table.rows().insert().accept(tx, row);
        return new RecoveredRow<>(table, row, in);
    }

    /** The patch that sets the file, its metadata and its thumbnail. */
    private static <R> Patch<R> changes(MediaTable<R> table, R row, File file) {
        Patch<R> patch = table.withFile(table.difference(row, table.filled(file.metadata(), row)), file.stored());
        Optional<Field<R, BlobKey>> missing =
                table.thumbnail().filter(column -> column.get(row).isEmpty());
        return missing.isPresent() && file.thumbnail().isPresent()
                ? patch.set(missing.get(), file.thumbnail().get())
                : patch;
    }

    private ImageGeneration image(Tx tx, ProjectId project, File file, String id) {
        return ImageGeneration.builder()
                .id(new ImageId(id))
                .profileId(profile)
                .projectId(project)
                .provider(UndeletionService.UNKNOWN_PROVIDER)
                .filePath(file.key())
                .createdAt(file.storedAt())
                .updatedAt(tx.now())
                .build();
    }

    private AudioGeneration audio(Tx tx, ProjectId project, File file, String id) {
        return AudioGeneration.builder()
                .id(new AudioId(id))
                .profileId(profile)
                .projectId(project)
                .provider(UndeletionService.UNKNOWN_PROVIDER)
                .filePath(file.key())
                .createdAt(file.storedAt())
                .updatedAt(tx.now())
                .build();
    }

    private VideoGeneration video(Tx tx, ProjectId project, File file, String id) {
        return VideoGeneration.builder()
                .id(new GenerationId(id))
                .profileId(profile)
                .projectId(project)
                .status(GenerationStatus.COMPLETED)
                .createdAt(file.storedAt())
                .updatedAt(tx.now())
                .completedAt(file.storedAt())
                .build();
    }
}
