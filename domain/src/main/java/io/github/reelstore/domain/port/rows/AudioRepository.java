package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The audio of the transaction's profile. Rows of other profiles count as not existing. */
public interface AudioRepository {

    /**
     * Inserts a row. Deletes the tombstones of the keys that it refers to.
     *
     * @throws StorageException.AlreadyExists if the id is in use, in any profile
     * @throws StorageException.InvalidInput if the row belongs to another profile, or its id is not valid for new rows
     *     ({@link AudioId#of})
     * @throws StorageException.NotFound if its project does not exist
     * @throws StorageException.Integrity if one of its files belongs to another profile: a row or tombstone of that
     *     profile refers to it
     */
    void insert(AudioGeneration audio);

    /**
     * Inserts many rows together, which takes a fraction of the time of single inserts. All or none, as long as an
     * exception is allowed to end the transaction.
     *
     * @throws StorageException as {@link #insert} does
     */
    default void insertAll(List<AudioGeneration> rows) {
        rows.forEach(this::insert);
    }

    /** Returns the row; empty if it does not exist. */
    Optional<AudioGeneration> find(AudioId id);

    /** Returns the rows that match the filter, newest first, ordered by (created_at, id). */
    Page<AudioGeneration> list(GenerationFilter filter, PageRequest page);

    /**
     * Returns the audio that the videos of a project use, as first audio or as a further track, including audio of
     * other projects. In no particular order, without duplicates.
     */
    List<AudioGeneration> usedByProject(ProjectId project);

    /**
     * Returns the audio that videos use, as first audio or as a further track. In no particular order, without duplicates.
     *
     * @param videos at most {@value PageRequest#MAX_LIMIT}; those that do not exist are ignored
     */
    List<AudioGeneration> usedBy(Collection<GenerationId> videos);

    /** Returns the videos that use audio, as first audio or as a further track, ordered by id; empty if it does not exist. */
    List<GenerationId> videosOf(AudioId id);

    /**
     * Returns the audio of a project that no video of the project uses, newest first, ordered by (created_at, id); empty
     * if the project does not exist.
     */
    Page<AudioGeneration> withoutVideo(ProjectId project, PageRequest page);

    /**
     * Applies the patch and sets updated_at to {@link Tx#now}. Inserts tombstones for keys that no row refers to any
     * more. An empty patch changes nothing.
     *
     * @return the updated row
     * @throws StorageException.NotFound if the row does not exist, or a project in the patch does not exist
     * @throws StorageException.InvalidInput if a value is not valid for its column
     * @throws StorageException.Integrity if a file in the patch belongs to another profile, as for {@link #insert}
     */
    AudioGeneration update(AudioId id, Patch<AudioGeneration> patch);

    /**
     * Deletes the row. Inserts tombstones for keys that no row refers to any more.
     *
     * @throws StorageException.NotFound if the row does not exist
     * @throws StorageException.Integrity if a video refers to the row; delete that first
     */
    Deletion delete(AudioId id);
}
