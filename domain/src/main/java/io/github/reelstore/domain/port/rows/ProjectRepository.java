package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import java.util.Optional;

/** The projects of the transaction's profile. A project of another profile is one that does not exist. */
public interface ProjectRepository {

    /**
     * Adds a project. A tombstone of a key that it refers to goes away.
     *
     * @throws StorageException.AlreadyExists if the id is taken, by whichever profile
     * @throws StorageException.InvalidInput if the project is of another profile, or its id is not one for new rows ({@link
     *     ProjectId#of})
     * @throws StorageException.Integrity if one of its files is another profile's: a row or a tombstone of that
     *     profile refers to it
     */
    void insert(VideoProject project);

    /** The project, or empty. */
    Optional<VideoProject> find(ProjectId id);

    /** Projects that meet the filter, newest first, by (created_at, id). */
    Page<VideoProject> list(ProjectFilter filter, PageRequest page);

    /**
     * Changes what the patch names, raises the version by one and sets updated_at to {@link Tx#now}. A key that nothing
     * refers to any more becomes a tombstone. An empty patch changes nothing.
     *
     * @return the project as it is now
     * @throws StorageException.NotFound if there is no such project
     * @throws StorageException.InvalidInput if a value is not one that its column may have
     * @throws StorageException.Integrity if a file that the patch names is another profile's, as for {@link #insert}
     */
    VideoProject update(ProjectId id, Patch<VideoProject> patch);

    /**
     * The same, provided that the project still has the version that the caller read.
     *
     * @throws StorageException.Conflict if it has another one; nothing is changed
     */
    VideoProject update(ProjectId id, long expectedVersion, Patch<VideoProject> patch);

    /**
     * Removes the project with its generations (their inputs and tracks), images and speech. Images and speech that a
     * generation outside the project refers to stay, without a project. Keys that nothing refers to afterwards become
     * tombstones. The number of statements does not depend on the number of rows.
     *
     * @throws StorageException.NotFound if there is no such project
     */
    Deletion delete(ProjectId id);
}
