package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.SupportsDescription;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.Database.Access;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;

/** Transactions on an SQL database. */
public final class MybatisTransactions implements Transactions, SupportsDescription {

    private static final int MOST_ATTEMPTS = 5;
    private static final long FIRST_PAUSE_MS = 20;

    private final Database database;
    private final FailureTranslator failures;
    private final SqlSessionFactory sessions;
    private final Clock clock;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    /** Shared by what runs; whoever closes waits until he has it alone. */
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();

    private boolean closed;

    /**
     * Runs on a database whose schema is up to date, and closes it in the end.
     *
     * @param clock tells each transaction its time
     */
    public MybatisTransactions(Database database, Clock clock) {
        this.database = database;
        this.failures = new FailureTranslator(database);
        this.sessions = MyBatisConfiguration.of(database);
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
            for (int attempt = 1; ; attempt++) {
                try {
                    return runOnce(access, profile, work);
                } catch (DatabaseFailure e) {
                    if (!e.failure.isRetryable() || attempt == MOST_ATTEMPTS) {
                        throw e.failure;
                    }
                    pause(attempt, e.failure);
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
                    "This thread is in a transaction already, and what it asks for would wait for that one to end:"
                            + " use the Tx it was given.");
        }
    }

    private <T, E extends Exception> T runOnce(Access access, ProfileId profile, Work<T, E> work)
            throws E, DatabaseFailure {
        RunningTransaction transaction = begin(access, profile);
        T result;
        try {
            result = runOn(transaction, access, profile, work);
            commit(transaction);
        } catch (Throwable e) {
            rollback(transaction, e);
            throw e;
        }
        releaseCommitted(transaction);
        return result;
    }

    // runOn rethrows what the work threw, unless it is the database's own failure
    private <T, E extends Exception> T runOn(
            RunningTransaction transaction, Access access, ProfileId profile, Work<T, E> work)
            throws E, DatabaseFailure {
        SqlSession session = sessions.openSession(transaction.connection());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        MybatisTx tx = new MybatisTx(session, failures, access, profile, now);
        running.add(Thread.currentThread());
        try {
            T result = work.run(tx);
            tx.requireSound();
            return result;
        } catch (StorageException e) {
            if (tx.failedWith(e)) {
                throw new DatabaseFailure(e);
            }
            throw e;
        } finally {
            running.remove(Thread.currentThread());
            tx.end();
        }
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

    /** Also gives the connection back; the reason is what the caller gets. */
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
            // what was written is there, and whoever is told otherwise writes it again
            return;
        }
    }

    /** Waits longer each time, and at random, so that those who collided do not meet again. */
    private static void pause(int attempt, StorageException failure) {
        long longest = FIRST_PAUSE_MS << attempt;
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
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

    /** Tells a failure of the database, which may be tried again, from one of the work, which is the caller's. */
    private static final class DatabaseFailure extends Exception {
        private static final long serialVersionUID = 1L;

        private final StorageException failure;

        DatabaseFailure(StorageException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
