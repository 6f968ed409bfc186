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
 * A whole database in memory, of all profiles, for tests: it keeps every rule of the ports but lasts no longer than the
 * object. Write transactions take turns, work on a copy and commit by swapping it in.
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
    private final Lock turn = new ReentrantLock();
    private final Set<Thread> inside = ConcurrentHashMap.newKeySet();
    /** Shared by what runs, so that who closes has to wait for it. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private volatile boolean closed;
    private volatile InMemoryDatabase committed = new InMemoryDatabase();

    /** An empty database whose transactions take their time from the clock. */
    public InMemoryTransactions(Clock clock) {
        this.clock = clock;
    }

    @Override
    public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
        return whileOpen(() -> {
            turn.lock();
            try {
                InMemoryDatabase copy = committed.copy();
                T result = run(new InMemoryTx(profile, now(), copy, InMemoryTx.Mode.READ_WRITE), work);
                committed = copy;
                return result;
            } finally {
                turn.unlock();
            }
        });
    }

    /** What is committed is never written to again, so it is the snapshot. */
    @Override
    public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
        return whileOpen(() -> run(new InMemoryTx(profile, now(), committed, InMemoryTx.Mode.READ_ONLY), work));
    }

    @FunctionalInterface
    private interface Step<T, E extends Exception> {
        T run() throws E;
    }

    private <T, E extends Exception> T whileOpen(Step<T, E> step) throws E {
        refuseNested();
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The database is closed.");
            }
            return step.run();
        } finally {
            open.readLock().unlock();
        }
    }

    private <T, E extends Exception> T run(InMemoryTx tx, Work<T, E> work) throws E {
        inside.add(Thread.currentThread());
        try {
            T result = work.run(tx);
            tx.requireSound();
            return result;
        } finally {
            inside.remove(Thread.currentThread());
            tx.end();
        }
    }

    private void refuseNested() {
        if (inside.contains(Thread.currentThread())) {
            throw new IllegalStateException(
                    "This thread is in a transaction already; pass its Tx on, and end it before another or closing.");
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
