package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.server.internal.http.Metrics;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** How many jobs are not finished, and how many need attention soon, for those who watch the server. */
final class JobGauges {

    private static final System.Logger LOG = System.getLogger("io.github.reelstore.server");

    /** All gauges are read together, once for many scrapes. */
    private static final long FRESH_NANOS = 2_000_000_000L;

    private final Lock lock = new ReentrantLock();
    private final Reelstore store;
    private long readAt = System.nanoTime() - FRESH_NANOS;
    private Map<JobState, Long> active = Map.of();
    private long expiring;
    private boolean known;

    private JobGauges(Reelstore store) {
        this.store = store;
    }

    /**
     * Adds a gauge for each state of jobs that are not finished, and one for results that are about to expire.
     *
     * @param store the store, for the profile whose jobs are counted: no query is for several
     */
    static void add(Metrics metrics, Reelstore store) {
        JobGauges gauges = new JobGauges(store);
        for (JobState state : JobState.active()) {
            metrics.gauge(
                    "reelstore.jobs.active",
                    "Paid requests of the server's profile that are not finished, by state.",
                    "state",
                    state.value(),
                    gauges,
                    all -> all.current(() -> all.count(state)));
        }
        metrics.gauge(
                "reelstore.jobs.expiring",
                "Paid requests of the server's profile whose results are not stored, and are deleted by the provider within 12 hours.",
                gauges,
                all -> all.current(() -> all.expiring));
    }

    private double current(LongSupplier value) {
        lock.lock();
        try {
            if (System.nanoTime() - readAt >= FRESH_NANOS) {
                read();
            }
            return known ? value.getAsLong() : Double.NaN;
        } finally {
            lock.unlock();
        }
    }

    private long count(JobState state) {
        return active.getOrDefault(state, 0L);
    }

    /** What cannot be read is not zero. */
    private void read() {
        try {
            active = store.jobs().active();
            expiring = count(JobState.DOWNLOADING) == 0 ? 0 : store.jobs().expiring();
            known = true;
        } catch (StorageException e) {
            known = false;
            LOG.log(System.Logger.Level.WARNING, "The jobs were not counted.", e);
        }
        readAt = System.nanoTime();
    }
}
