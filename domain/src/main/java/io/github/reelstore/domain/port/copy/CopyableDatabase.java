package io.github.reelstore.domain.port.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.StoreId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A database as a whole, for copying it: the rows of all profiles, and the marks that say who may write. For several threads; its
 * snapshots and writers are for one.
 *
 * <p>Every method may throw {@link StorageException.Unavailable} if the database fails.
 */
public interface CopyableDatabase extends AutoCloseable {

    /** Returns the marks. */
    CopyMarks marks();

    /** Whether the tables of {@link CopiedTable#ALL} have no row that would be copied. */
    boolean isEmpty();

    /** The profiles that have rows. */
    Set<String> profiles();

    /**
     * Whether the database may hold values that others cannot, so that they must be looked for: one whose columns take any value, or that
     * another program writes to.
     */
    boolean mayHoldOddValues();

    /**
     * Opens a snapshot of the rows of these profiles. Other writers go on; what they write is not in it. Close it.
     *
     * @param profiles the profiles
     */
    RowSnapshot snapshot(CopiedProfiles profiles);

    /**
     * Reads some rows of all profiles, in the order of their key. Unlike a snapshot, it is cheap if the rows are few.
     *
     * @param columns as for {@link RowSnapshot#rows}
     * @param after the row after which to begin; empty to begin with the first
     * @param max the number of rows; fewer are returned only at the end of the table
     */
    List<CopiedRow> page(CopiedTable table, List<CopiedColumn> columns, Optional<CopiedRow> after, int max);

    /**
     * Marks the database as an unfinished copy.
     *
     * @param before the marks that it has
     * @param id the store id that it gets; empty to keep its own
     * @param copy what it is a copy of, and the run that may write to it
     * @param bound whether a blob store has that id
     * @throws StorageException.Conflict if the marks have changed since they were read
     * @throws StorageException.Unsupported if it is a file that another program writes to
     */
    void beginCopy(CopyMarks before, Optional<StoreId> id, CopyOf copy, boolean bound);

    /**
     * Opens a writer for a run. Close it.
     *
     * @throws StorageException.ReadOnly if the database is opened read-only
     * @throws StorageException.Unsupported if it is a file that another program writes to
     */
    RowWriter writer(CopyOf copy);

    /**
     * Does something to the files of the copy. No other run can begin, and the copy cannot be completed, until it is done.
     *
     * @throws StorageException.Conflict if another run has begun, or the database is no longer an unfinished copy
     */
    void asRunOf(CopyOf copy, Runnable work);

    /**
     * Removes the mark of an unfinished copy, so that the database can be written to.
     *
     * @throws StorageException.Conflict if another run has begun, or the database is no longer an unfinished copy
     */
    void endCopy(CopyOf copy);

    /**
     * Marks the database as moved. When this returns, all write transactions that began before have ended, and later ones are refused.
     *
     * @param before the mark of an earlier run, whose place this one takes; empty if it had none
     * @param moved where to, and the run
     * @throws StorageException.Conflict if it has another mark than {@code before}
     */
    void markMoved(Optional<MovedTo> before, MovedTo moved);

    /**
     * Removes the mark of a move, if the database still has it, so that the database can be written to.
     *
     * @return whether it had it
     */
    boolean clearMoved(MovedTo moved);

    /** Removes all marks, so that the database can be written to. */
    void clearMarks();

    /** Returns those of the keys that no row and no tombstone of any profile refers to. */
    Set<BlobKey> unknown(Collection<BlobKey> keys);

    /** Whether a person has accepted, for a row with this file, that the file is missing or damaged. */
    boolean isAccepted(BlobKey key);

    /** Releases all resources. */
    @Override
    void close();
}
