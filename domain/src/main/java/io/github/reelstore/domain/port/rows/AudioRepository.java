package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import java.util.List;
import java.util.Optional;

/** The speech of the transaction's profile. What is another profile's does not exist. */
public interface AudioRepository {

    /**
     * Adds a row. A tombstone of a key that it refers to goes away.
     *
     * @throws StorageException.AlreadyExists if the id is taken, by whichever profile
     * @throws StorageException.InvalidInput if it is of another profile, or its id is not one for new rows ({@link
     *     AudioId#of})
     * @throws StorageException.NotFound if its project does not exist
     * @throws StorageException.Integrity if one of its files is another profile's: a row or a tombstone of that
     *     profile refers to it
     */
    void insert(AudioGeneration audio);

    /** The row, or empty. */
    Optional<AudioGeneration> find(AudioId id);

    /** Rows that meet the filter, newest first, by (created_at, id). */
    Page<AudioGeneration> list(GenerationFilter filter, PageRequest page);

    /** The speech that generations of a project refer to, as their first or as a further track, whichever project it is of, in no particular order, each once. */
    List<AudioGeneration> usedByProject(ProjectId project);

    /**
     * Changes what the patch names and sets updated_at to {@link Tx#now}. A key that nothing refers to any more becomes a
     * tombstone. An empty patch changes nothing.
     *
     * @return the row as it is now
     * @throws StorageException.NotFound if there is no such row, or the patch names a project that does not exist
     * @throws StorageException.InvalidInput if a value is not one that its column may have
     * @throws StorageException.Integrity if a file that the patch names is another profile's, as for {@link #insert}
     */
    AudioGeneration update(AudioId id, Patch<AudioGeneration> patch);

    /**
     * Removes the row. Its keys that nothing refers to afterwards become tombstones.
     *
     * @throws StorageException.NotFound if there is no such row
     * @throws StorageException.Integrity if a generation refers to it; delete that first
     */
    Deletion delete(AudioId id);
}
