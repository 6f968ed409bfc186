package io.github.reelstore.domain.ledger.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Limits how many requests are sent with one credential: a steady rate, and no request while the provider asks for a pause.
 * Thread-safe.
 */
final class CredentialGate {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Lock lock = new ReentrantLock();
    private final LongSupplier nanoTime;
    private final long interval;
    private long next;
    private long pausedUntil;

    /**
     * @param perMinute the maximum number of requests a minute; they are spread evenly
     */
    CredentialGate(int perMinute, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.interval = MINUTE / perMinute;
        this.next = nanoTime.getAsLong();
        this.pausedUntil = next;
    }

    /**
     * How long to wait before the next request, in nanoseconds; 0 or less if it may be sent now, which the caller then does or {@link #giveBack gives back}.
     */
    long take() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            long wait = Math.max(next - now, pausedUntil - now);
            if (wait <= 0) {
                // a rate that was not used is lost: no burst follows a quiet hour
                next = now + interval;
            }
            return wait;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Books the next request, after those that are booked already.
     *
     * @return how long to wait before it, in nanoseconds; 0 or less for not at all
     */
    long book() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            long wait = Math.max(0, next - now);
            next = now + wait + interval;
            return wait;
        } finally {
            lock.unlock();
        }
    }

    /** Takes back a {@link #take} after which no request was sent. */
    void giveBack() {
        lock.lock();
        try {
            next -= interval;
        } finally {
            lock.unlock();
        }
    }

    /** How long the provider asks to wait, in nanoseconds; 0 or less for not at all. */
    long pause() {
        lock.lock();
        try {
            return pausedUntil - nanoTime.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    /** Sends nothing for a while. */
    void pause(Duration duration) {
        lock.lock();
        try {
            long until = nanoTime.getAsLong() + duration.toNanos();
            if (until - pausedUntil > 0) {
                pausedUntil = until;
            }
        } finally {
            lock.unlock();
        }
    }
}
