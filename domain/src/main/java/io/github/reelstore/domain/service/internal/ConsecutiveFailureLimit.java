package io.github.reelstore.domain.service.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Distinguishes a failed blob store from single unreadable files: after too many consecutive failures the run stops,
 * since all further files would fail too. Thread-safe.
 */
public final class ConsecutiveFailureLimit {

    static final int MAX = 20;

    private final AtomicInteger count = new AtomicInteger();

    /** A file was read; resets the count. */
    public void reset() {
        count.set(0);
    }

    /** A file could not be read; throws the failure if the limit is reached. */
    public void add(RuntimeException failure) {
        if (count.incrementAndGet() >= MAX) {
            throw failure;
        }
    }
}
