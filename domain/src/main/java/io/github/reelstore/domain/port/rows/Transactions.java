package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;

/**
 * Runs work in transactions. What a transaction wrote is there whole and durably when the call returns, and not at all when
 * it throws. Safe for use by many threads; several processes may share one database.
 *
 * <p>A transaction inside another one of the same thread is a mistake (it would wait for itself) and throws {@link
 * IllegalStateException}: pass the {@link Tx} on instead.
 */
public interface Transactions extends AutoCloseable {

    /**
     * What runs in a transaction.
     *
     * @param <T> what it returns
     * @param <E> what it may throw besides the unchecked
     */
    @FunctionalInterface
    interface Work<T, E extends Exception> {

        /** Does it. The transaction is rolled back if this throws, and what it threw reaches the caller unchanged. */
        T run(Tx tx) throws E;
    }

    /**
     * Runs work that reads and writes. Write transactions of one database take turns or see to it otherwise that none reads
     * what another is about to change. When the database answers that trying again may help, the work is run again, a
     * bounded number of times: so it must not count on running once.
     *
     * @throws StorageException.Unavailable if the database could not be had, also after the retries
     */
    <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E;

    /**
     * Runs work that only reads, all of it from one state of the database. It neither waits for writers nor makes them wait.
     *
     * @throws StorageException.Unavailable if the database could not be had, also after the retries
     */
    <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E;

    /**
     * Waits until running transactions are through, then releases what is held open; a second time does nothing. Every other
     * use afterwards throws {@link IllegalStateException}, and so does this within a transaction.
     */
    @Override
    void close();
}
