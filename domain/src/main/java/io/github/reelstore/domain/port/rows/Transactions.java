package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import java.util.function.Consumer;

/**
 * Runs work in transactions. When a call returns, all its writes are committed durably; when it throws, none are.
 * Thread-safe; several processes may share one database.
 *
 * <p>Transactions cannot be nested: starting one inside another on the same thread throws
 * {@link IllegalStateException}, since it would wait for itself. Pass the {@link Tx} on instead.
 */
public interface Transactions extends AutoCloseable {

    /**
     * Work to run in a transaction.
     *
     * @param <T> the result type
     * @param <E> the checked exception that it may throw
     */
    @FunctionalInterface
    interface Work<T, E extends Exception> {

        /**
         * Runs the work. If it throws, the transaction is rolled back and the exception reaches the caller unchanged.
         */
        T run(Tx tx) throws E;
    }

    /**
     * Runs work that reads and writes. Write transactions are serialized or otherwise isolated from each other, so that
     * none reads data that another is about to change. If the database reports a transient conflict, the work is run
     * again, a limited number of times: it must not depend on running only once.
     *
     * @throws StorageException.Unavailable if the database is not available, even after the retries
     */
    <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E;

    /**
     * Runs work that only reads, on a consistent snapshot of the database. It does not wait for writers and does not
     * block them.
     *
     * @throws StorageException.Unavailable if the database is not available, even after the retries
     */
    <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E;

    /**
     * Passes each invalid value that a transaction finds to a listener, once, after the transaction, on its thread; the
     * log has it too. Replaces the listener that was set before. A database that stores no invalid values ignores it.
     */
    default void onInvalidValue(Consumer<InvalidValue> listener) {}

    /**
     * Waits for running transactions, then releases all resources. Closing again has no effect. Later calls of other
     * methods throw {@link IllegalStateException}; so does closing within a transaction.
     */
    @Override
    void close();
}
