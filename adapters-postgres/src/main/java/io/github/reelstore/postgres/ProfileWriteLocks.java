package io.github.reelstore.postgres;

import io.github.reelstore.domain.model.ProfileId;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A fair write lock per profile, within this process. Only the writer that holds the lock asks for a connection, so
 * that writers that wait for one profile do not use up the connections of all.
 */
final class ProfileWriteLocks {

    private final Map<ProfileId, Queue> queues = new ConcurrentHashMap<>();

    private static final class Queue {
        private final Semaphore lock = new Semaphore(1, true);
        /** The number of writers, holding the lock or waiting; changed only inside the map's compute functions. */
        private int writers;
    }

    /**
     * Acquires the write lock of the profile. Release it with {@link #leave}.
     *
     * @throws SQLException if the lock is not available within the timeout, or the thread is interrupted; the lock is
     *     then not held
     */
    void enter(ProfileId profile, Duration timeout) throws SQLException {
        Queue queue = join(profile);
        try {
            await(queue.lock, timeout);
        } catch (SQLException e) {
            quit(profile);
            throw e;
        }
    }

    private Queue join(ProfileId profile) {
        return queues.compute(profile, (id, waiting) -> {
            Queue queue = waiting == null ? new Queue() : waiting;
            queue.writers++;
            return queue;
        });
    }

    private void quit(ProfileId profile) {
        queues.computeIfPresent(profile, (id, queue) -> --queue.writers == 0 ? null : queue);
    }

    /** Releases the write lock of the profile. */
    void leave(ProfileId profile) {
        queues.computeIfPresent(profile, (id, queue) -> {
            queue.lock.release();
            return --queue.writers == 0 ? null : queue;
        });
    }

    /** The number of profiles with a writer or waiting writers. */
    int size() {
        return queues.size();
    }

    static void await(Semaphore permits, Duration timeout) throws SQLException {
        try {
            if (!permits.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("Other threads of this process are writing.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while waiting to write.", e);
        }
    }
}
