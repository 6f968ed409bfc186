package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * An in-memory database for tests, with all profiles. It follows every rule of the ports but loses its rows with the
 * object. Write transactions run one after another; each works on a copy and commits by swapping it in.
 *
 * <pre>{@code
 * Transactions transactions = new InMemoryTransactions(Clock.systemUTC());
 * transactions.inTransaction(profile, tx -> {
 *     tx.projects().insert(project);
 *     return project.id();
 * });
 * }</pre>
 */
public final class InMemoryTransactions implements Transactions {

    private final Clock clock;
    private final Lock writeLock = new ReentrantLock();
    private final Set<Thread> threadsInTransaction = ConcurrentHashMap.newKeySet();
    /** Running transactions hold the read lock, so that {@link #close} waits for them. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private volatile boolean closed;
    private volatile InMemoryDatabase committed = new InMemoryDatabase();

    /** Creates an empty database whose transactions take their time from the clock. */
    public InMemoryTransactions(Clock clock) {
        this.clock = clock;
    }

    @Override
    public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
        return whileOpen(() -> {
            writeLock.lock();
            try {
                InMemoryDatabase copy = committed.copy();
                T result = run(new InMemoryTx(profile, now(), copy, InMemoryTx.Mode.READ_WRITE), work);
                committed = copy;
                return result;
            } finally {
                writeLock.unlock();
            }
        });
    }

    /** Reads the last committed database. It is never modified, so it serves as the snapshot. */
    @Override
    public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
        return whileOpen(() -> run(new InMemoryTx(profile, now(), committed, InMemoryTx.Mode.READ_ONLY), work));
    }

    @FunctionalInterface
    private interface Action<T, E extends Exception> {
        T run() throws E;
    }

    private <T, E extends Exception> T whileOpen(Action<T, E> action) throws E {
        refuseNested();
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The database is closed.");
            }
            return action.run();
        } finally {
            open.readLock().unlock();
        }
    }

    private <T, E extends Exception> T run(InMemoryTx tx, Work<T, E> work) throws E {
        threadsInTransaction.add(Thread.currentThread());
        try {
            T result = work.run(tx);
            tx.requireNotFailed();
            return result;
        } finally {
            threadsInTransaction.remove(Thread.currentThread());
            tx.end();
        }
    }

    private void refuseNested() {
        if (threadsInTransaction.contains(Thread.currentThread())) {
            throw new IllegalStateException(
                    "This thread is already in a transaction; pass its Tx on. End it before you start another"
                            + " or close the database.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public void close() {
        refuseNested();
        open.writeLock().lock();
        try {
            closed = true;
        } finally {
            open.writeLock().unlock();
        }
    }
}
