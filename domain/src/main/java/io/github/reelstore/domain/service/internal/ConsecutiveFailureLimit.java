package io.github.reelstore.domain.service.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells a storage that fails from single files that cannot be read: if so many in a row cannot, going on would fail for each of the others
 * too. Safe for use by many threads.
 */
public final class ConsecutiveFailureLimit {

    static final int MOST = 20;

    private final AtomicInteger count = new AtomicInteger();

    /** One could be read. */
    public void end() {
        count.set(0);
    }

    /** One could not; throws that failure if it is one too many. */
    public void add(RuntimeException failure) {
        if (count.incrementAndGet() >= MOST) {
            throw failure;
        }
    }
}
