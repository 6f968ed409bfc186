package io.github.reelstore.app;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import java.util.Optional;

/**
 * A change of a row in a transaction.
 *
 * @param action what was done; a change of a storyboard names its project
 * @param kind the table
 * @param id the id of the row
 * @param project the project of the row; empty if it has none, or the change does not say it, such as a deletion
 * @param file the file of the row after the change, if it has one
 * @param bytes the size of that file, if the row has it
 */
public record RowChange(
        Action action,
        EntityType kind,
        String id,
        Optional<ProjectId> project,
        Optional<BlobKey> file,
        Optional<Long> bytes) {

    /** What was done to a row. */
    public enum Action {
        CREATED,
        UPDATED,
        DELETED,
        /** Scenes, lines, settings, choices or rejections of the project have changed: its row has not. */
        STORYBOARD_UPDATED
    }

    /** A change of the storyboard of a project. */
    static RowChange ofStoryboard(ProjectId project) {
        return new RowChange(
                Action.STORYBOARD_UPDATED,
                EntityType.PROJECT,
                project.value(),
                Optional.of(project),
                Optional.empty(),
                Optional.empty());
    }

    /** The change to this row. */
    static RowChange of(Action action, Object row) {
        if (row instanceof VideoProject project) {
            return new RowChange(
                    action,
                    EntityType.PROJECT,
                    project.id().value(),
                    Optional.of(project.id()),
                    project.videoPath(),
                    Optional.empty());
        }
        if (row instanceof VideoGeneration video) {
            return new RowChange(
                    action,
                    EntityType.GENERATION,
                    video.id().value(),
                    video.projectId(),
                    video.filePath(),
                    video.byteSize());
        }
        if (row instanceof ImageGeneration image) {
            return new RowChange(
                    action,
                    EntityType.IMAGE,
                    image.id().value(),
                    image.projectId(),
                    Optional.of(image.filePath()),
                    image.byteSize());
        }
        if (row instanceof AudioGeneration audio) {
            return new RowChange(
                    action,
                    EntityType.AUDIO,
                    audio.id().value(),
                    audio.projectId(),
                    Optional.of(audio.filePath()),
                    audio.byteSize());
        }
        throw new IllegalArgumentException("No row of a table: " + row.getClass());
    }
}
