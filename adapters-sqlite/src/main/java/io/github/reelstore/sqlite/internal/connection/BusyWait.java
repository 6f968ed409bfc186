package io.github.reelstore.sqlite.internal.connection;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.sqlite.BusyHandler;

/**
 * Waits for a lock in short pauses of random length. SQLite's own handler pauses for up to 100 ms and longer the longer
 * it waits, so that a process that has waited for long finds the lock taken by one that has just begun to wait.
 *
 * <p>It belongs to one connection, which waits for one lock at a time.
 */
final class BusyWait extends BusyHandler {

    private static final int WAIT = 1;
    private static final int GIVE_UP = 0;

    private static final long SHORTEST_NANOS = 500_000;
    private static final long LONGEST_NANOS = 5_000_000;

    private final Duration timeout;
    private long deadline;

    BusyWait(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Called by SQLite when a lock is taken; on the thread that runs the statement.
     *
     * @param calls how often it was called before for the same lock
     * @return whether to try again
     */
    @Override
    protected int callback(int calls) {
        long now = System.nanoTime();
        if (calls == 0) {
            deadline = now + timeout.toNanos();
        }
        long left = deadline - now;
        if (left <= 0) {
            return GIVE_UP;
        }
        try {
            long pause = Math.min(left, ThreadLocalRandom.current().nextLong(SHORTEST_NANOS, LONGEST_NANOS));
            Thread.sleep(pause / 1_000_000, (int) (pause % 1_000_000));
            return WAIT;
        } catch (InterruptedException e) {
            // the statement fails as if the time were up
            Thread.currentThread().interrupt();
            return GIVE_UP;
        }
    }
}
