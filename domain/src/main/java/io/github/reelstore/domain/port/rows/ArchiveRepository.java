package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What is needed to hand a whole project over to another store, and to take one over: rows as they are stored, with their times. The
 * rows are those of the transaction's profile.
 */
public interface ArchiveRepository {

    /** Returns the storyboard of a project as it is stored; without rows if the project does not exist. */
    ProjectStoryboard storyboard(ProjectId project);

    /**
     * Inserts the rows of a storyboard with the times that they have. All or none, as long as an exception is allowed to end the
     * transaction.
     *
     * @throws StorageException.NotFound if the project of a row, or the scene of a line, does not exist
     * @throws StorageException.AlreadyExists if a scene or a choice exists
     * @throws StorageException.InvalidInput if a scene belongs to another profile
     */
    void insertStoryboard(ProjectStoryboard storyboard);

    /**
     * Returns which ids are in use, in any profile. Exposes nothing else of the rows of other profiles.
     *
     * @param ids at most {@value PageRequest#MAX_LIMIT}
     */
    Set<String> usedIds(EntityType kind, Collection<String> ids);

    /**
     * Returns videos by their ids, in no particular order.
     *
     * @param ids at most {@value PageRequest#MAX_LIMIT}; those that do not exist are ignored
     */
    List<VideoGeneration> videos(Collection<GenerationId> ids);

    /**
     * Returns images by their ids, in no particular order.
     *
     * @param ids at most {@value PageRequest#MAX_LIMIT}; those that do not exist are ignored
     */
    List<ImageGeneration> images(Collection<ImageId> ids);

    /**
     * Returns audio by its ids, in no particular order.
     *
     * @param ids at most {@value PageRequest#MAX_LIMIT}; those that do not exist are ignored
     */
    List<AudioGeneration> audio(Collection<AudioId> ids);
}
