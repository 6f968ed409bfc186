package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Backoff;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.SupportsDescription;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.Database.Access;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.apache.ibatis.session.SqlSessionFactory;

/** Transactions on an SQL database. */
public final class MybatisTransactions implements Transactions, SupportsDescription {

    private static final System.Logger LOG = System.getLogger(MybatisTransactions.class.getName());

    private static final int MAX_REPORTED = 1_000;
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(40);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(320);

    private final Database database;
    private final FailureTranslator failures;
    private final SqlSessionFactory sessions;
    private final Clock clock;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    /** Running transactions hold the read lock; {@link #close} waits for the write lock. */
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();

    private final Set<InvalidValue> reported = ConcurrentHashMap.newKeySet();
    private volatile Consumer<InvalidValue> onInvalidValue = value -> {};

    private boolean closed;

    /**
     * Runs transactions on a database whose schema is up to date. {@link #close} closes the database too.
     *
     * @param clock gives each transaction its time
     */
    public MybatisTransactions(Database database, Clock clock) {
        this.database = database;
        this.failures = new FailureTranslator(database);
        this.sessions = MyBatisConfiguration.of(database.dialect());
        this.clock = clock;
    }

    @Override
    public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
        return runWithRetries(Access.WRITE, profile, work);
    }

    @Override
    public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
        return runWithRetries(Access.READ, profile, work);
    }

    private <T, E extends Exception> T runWithRetries(Access access, ProfileId profile, Work<T, E> work) throws E {
        requireNotRunning();
        Lock open = lifetime.readLock();
        open.lock();
        try {
            requireOpen();
            Backoff backoff = Backoff.attempts(MAX_ATTEMPTS, FIRST_PAUSE, LONGEST_PAUSE);
            while (true) {
                try {
                    return runOnce(access, profile, work);
                } catch (DatabaseFailure e) {
                    if (!e.failure.isRetryable() || !backoff.pause()) {
                        throw e.failure;
                    }
                    LOG.log(
                            Level.DEBUG,
                            "Running a transaction of profile " + Messages.quoted(profile.value()) + " again: "
                                    + e.failure.getMessage());
                }
            }
        } finally {
            open.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The store is closed.");
        }
    }

    private void requireNotRunning() {
        if (running.contains(Thread.currentThread())) {
            throw new IllegalStateException(
                    "This thread is already in a transaction, and the call would wait for it to end; use the Tx that was"
                            + " passed to the running work.");
        }
    }

    private <T, E extends Exception> T runOnce(Access access, ProfileId profile, Work<T, E> work)
            throws E, DatabaseFailure {
        RunningTransaction transaction = begin(access, profile);
        List<InvalidValue> found = new ArrayList<>();
        T result;
        try {
            result = runOn(transaction, access, profile, work, found);
            commit(transaction);
        } catch (Throwable e) {
            rollback(transaction, e);
            throw e;
        }
        releaseCommitted(transaction);
        found.forEach(this::report);
        return result;
    }

    // rethrows what the work threw, unless it is the database's own failure
    private <T, E extends Exception> T runOn(
            RunningTransaction transaction, Access access, ProfileId profile, Work<T, E> work, List<InvalidValue> found)
            throws E, DatabaseFailure {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        MybatisTx tx = new MybatisTx(sessions, transaction.connection(), failures, access, profile, now);
        running.add(Thread.currentThread());
        try {
            T result = work.run(tx);
            tx.requireNoFailure();
            return result;
        } catch (StorageException e) {
            if (tx.failedWith(e)) {
                throw new DatabaseFailure(e);
            }
            throw e;
        } finally {
            running.remove(Thread.currentThread());
            tx.end();
            found.addAll(tx.invalidValues());
        }
    }

    /** A list is read page by page and often: each value is reported once, up to a limit that bounds the memory. */
    private void report(InvalidValue value) {
        if (reported.size() < MAX_REPORTED && reported.add(value)) {
            LOG.log(Level.WARNING, value.message());
            onInvalidValue.accept(value);
        }
    }

    @Override
    public void onInvalidValue(Consumer<InvalidValue> listener) {
        onInvalidValue = listener;
    }

    private RunningTransaction begin(Access access, ProfileId profile) throws DatabaseFailure {
        try {
            return database.begin(access, profile);
        } catch (SQLException e) {
            throw new DatabaseFailure(failures.translate("database", e));
        }
    }

    private void commit(RunningTransaction transaction) throws DatabaseFailure {
        try {
            transaction.commit();
        } catch (SQLException e) {
            throw new DatabaseFailure(failures.translate("database", e));
        }
    }

    /** Rolls back and releases the connection; the caller gets the reason, not a failure to roll back. */
    private static void rollback(RunningTransaction transaction, Throwable reason) {
        try {
            try {
                transaction.rollback();
            } finally {
                transaction.release();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static void releaseCommitted(RunningTransaction transaction) {
        try {
            transaction.release();
        } catch (SQLException e) {
            // the changes are committed; a caller who got an exception would make them again
            return;
        }
    }

    @Override
    public String description() {
        return database.description();
    }

    @Override
    public void close() {
        requireNotRunning();
        Lock alone = lifetime.writeLock();
        alone.lock();
        try {
            if (!closed) {
                closed = true;
                database.close();
            }
        } finally {
            alone.unlock();
        }
    }

    /** Marks a failure of the database, which may be retried, as opposed to one that the work threw. */
    private static final class DatabaseFailure extends Exception {
        private static final long serialVersionUID = 1L;

        private final StorageException failure;

        DatabaseFailure(StorageException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
