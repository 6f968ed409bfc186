package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jobs that a worker has claimed, as it last wrote them. A worker may claim a job again that it had lost, while a step of the earlier
 * claim still runs; the fence tells the claims apart. Thread-safe.
 */
final class JobsInHand {

    private final Map<JobId, ProviderJob> jobs = new ConcurrentHashMap<>();

    /** Adds or replaces a job, unless there is a later claim of it. */
    void put(ProviderJob job) {
        jobs.merge(job.id(), job, (held, added) -> held.fence() > added.fence() ? held : added);
    }

    /** Removes a job, unless there is a later claim of it. */
    void remove(ProviderJob job) {
        jobs.computeIfPresent(job.id(), (id, held) -> held.fence() > job.fence() ? held : null);
    }

    /** Whether there is this claim of a job, or a later one. */
    boolean has(ProviderJob job) {
        ProviderJob held = jobs.get(job.id());
        return held != null && held.fence() >= job.fence();
    }

    List<ProviderJob> all() {
        return List.copyOf(jobs.values());
    }
}
