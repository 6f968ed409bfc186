package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import java.util.Optional;

/** The projects of the transaction's profile. Projects of other profiles count as not existing. */
public interface ProjectRepository {

    /**
     * Inserts a project. Deletes the tombstones of the keys that it refers to.
     *
     * @throws StorageException.AlreadyExists if the id is in use, in any profile
     * @throws StorageException.InvalidInput if the project belongs to another profile, or its id is not valid for new
     *     rows ({@link ProjectId#of})
     * @throws StorageException.Integrity if one of its files belongs to another profile: a row or tombstone of that
     *     profile refers to it
     */
    void insert(VideoProject project);

    /** Returns the project; empty if it does not exist. */
    Optional<VideoProject> find(ProjectId id);

    /** Returns the projects that match the filter, newest first, ordered by (created_at, id). */
    Page<VideoProject> list(ProjectFilter filter, PageRequest page);

    /**
     * Applies the patch, increments the version and sets updated_at to {@link Tx#now}. Inserts tombstones for keys that
     * no row refers to any more. An empty patch changes nothing.
     *
     * @return the updated project
     * @throws StorageException.NotFound if the project does not exist
     * @throws StorageException.InvalidInput if a value is not valid for its column
     * @throws StorageException.Integrity if a file in the patch belongs to another profile, as for {@link #insert}
     */
    VideoProject update(ProjectId id, Patch<VideoProject> patch);

    /**
     * Applies the patch if the project has the expected version (optimistic locking).
     *
     * @throws StorageException.Conflict if it has another version; nothing is changed
     */
    VideoProject update(ProjectId id, long expectedVersion, Patch<VideoProject> patch);

    /**
     * Deletes the project with its videos (including inputs and tracks), images and audio. Images and audio that a
     * video outside the project refers to stay, without a project. Inserts tombstones for keys that no row refers to
     * any more. The number of statements does not depend on the number of rows.
     *
     * @throws StorageException.NotFound if the project does not exist
     * @throws StorageException.Integrity if it has jobs that are not finished; finished ones stay, with its id
     */
    Deletion delete(ProjectId id);

    /**
     * Counts what {@link #delete} would delete with the project.
     *
     * @throws StorageException.NotFound if the project does not exist
     */
    ProjectContents contents(ProjectId id);
}
