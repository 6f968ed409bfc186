package io.github.reelstore.domain.port.copy;

import io.github.reelstore.domain.error.StorageException;

/**
 * Writes rows, in batches that are committed one after the other. A row may be written more than once. Until {@link #flush} returns, any
 * part of the rows may have been written.
 *
 * <p>Every method may throw {@link StorageException.Unavailable} if the database fails, {@link StorageException.Integrity} if a row
 * violates a constraint, and {@link StorageException.Conflict} if another run has begun, or the database is no longer an unfinished copy.
 */
public interface RowWriter extends AutoCloseable {

    /**
     * Writes a row that does not exist. Write rows of one table after the other, parents first.
     *
     * @param row all columns of the table
     */
    void insert(CopiedTable table, CopiedRow row);

    /**
     * Replaces a row by the one with the same key.
     *
     * @param row all columns of the table
     */
    void update(CopiedTable table, CopiedRow row);

    /**
     * Deletes a row.
     *
     * @param row the row, or the columns of its key
     */
    void delete(CopiedTable table, CopiedRow row);

    /** Commits what was passed on so far, durably. */
    void flush();

    /** Releases the connection; does not flush. */
    @Override
    void close();
}
