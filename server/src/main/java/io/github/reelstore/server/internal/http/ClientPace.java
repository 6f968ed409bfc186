package io.github.reelstore.server.internal.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Measures how fast a client sends or takes a body, and closes its connection if it is too slow for too long: an idle
 * timeout does not notice a client that moves one byte now and then. Only the time in which the server waits for the client
 * counts.
 */
public final class ClientPace {

    private final ReentrantLock lock = new ReentrantLock();
    private final Limit limit;
    private final long allowance;
    private final Request request;
    private final Scheduler scheduler;
    private Scheduler.@Nullable Task next;
    private long bytes;
    private long waited;
    private long since;
    private boolean waiting;
    private boolean ended;

    /**
     * The speed that a client must have.
     *
     * @param patience how long it may be slower
     * @param bytesPerSecond the least number of bytes in a second, on average
     */
    public record Limit(Duration patience, long bytesPerSecond) {}

    /**
     * @param allowance the number of bytes that may be under way without being counted yet
     */
    ClientPace(Limit limit, long allowance, Request request) {
        this.limit = limit;
        this.allowance = allowance;
        this.request = request;
        this.scheduler = request.getComponents().getScheduler();
    }

    /** The server waits for the client from now on, unless it does so already. */
    void waiting() {
        lock.lock();
        try {
            if (!waiting) {
                since = System.nanoTime();
                waiting = true;
            }
            if (next == null && !ended) {
                schedule();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The client has moved bytes.
     *
     * @return whether it is fast enough
     */
    boolean moved(long count) {
        lock.lock();
        try {
            if (waiting) {
                waited += System.nanoTime() - since;
                waiting = false;
            }
            bytes += count;
            return !isSlow(1);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the measurement. */
    void end() {
        lock.lock();
        try {
            ended = true;
            Optional.ofNullable(next).ifPresent(Scheduler.Task::cancel);
        } finally {
            lock.unlock();
        }
    }

    private void schedule() {
        next = scheduler.schedule(this::check, Math.max(1, limit.patience().toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Twice the patience, so that a client that still sends a little gets the reason. */
    private void check() {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (isSlow(2)) {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                return;
            }
            schedule();
        } finally {
            lock.unlock();
        }
    }

    private boolean isSlow(int factor) {
        long total = waited + (waiting ? System.nanoTime() - since : 0);
        double seconds = total / (double) TimeUnit.SECONDS.toNanos(1);
        return total > limit.patience().toNanos() * factor && bytes + allowance < seconds * limit.bytesPerSecond();
    }
}
