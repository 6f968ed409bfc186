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
 * This process's writers of each profile, in the order in which they came. Only the first of a queue asks for a connection, so
 * that those who wait for one profile's turn do not use up the connections of all.
 */
final class ProfileWriteLocks {

    private final Map<ProfileId, Queue> queues = new ConcurrentHashMap<>();

    private static final class Queue {
        private final Semaphore first = new Semaphore(1, true);
        /** The first and those who wait; changed by the map's computations only. */
        private int length;
    }

    /**
     * Returns when the caller is the first of the profile's writers, until he calls {@link #leave}.
     *
     * @throws SQLException if that takes longer than his patience, or he is interrupted; he has left then
     */
    void enter(ProfileId profile, Duration patience) throws SQLException {
        Queue queue = join(profile);
        try {
            await(queue.first, patience);
        } catch (SQLException e) {
            quit(profile);
            throw e;
        }
    }

    private Queue join(ProfileId profile) {
        return queues.compute(profile, (id, waiting) -> {
            Queue queue = waiting == null ? new Queue() : waiting;
            queue.length++;
            return queue;
        });
    }

    private void quit(ProfileId profile) {
        queues.computeIfPresent(profile, (id, queue) -> --queue.length == 0 ? null : queue);
    }

    /** Lets the next one be the first. */
    void leave(ProfileId profile) {
        queues.computeIfPresent(profile, (id, queue) -> {
            queue.first.release();
            return --queue.length == 0 ? null : queue;
        });
    }

    /** For how many profiles somebody writes or waits. */
    int size() {
        return queues.size();
    }

    static void await(Semaphore places, Duration patience) throws SQLException {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("Others of this process are writing.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while waiting to write.", e);
        }
    }
}
