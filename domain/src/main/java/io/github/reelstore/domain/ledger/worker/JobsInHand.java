package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that a worker has claimed, as it last wrote them. Thread-safe. */
final class JobsInHand {

    private final Map<JobId, ProviderJob> jobs = new ConcurrentHashMap<>();

    void put(ProviderJob job) {
        jobs.put(job.id(), job);
    }

    void remove(ProviderJob job) {
        jobs.remove(job.id());
    }

    boolean has(ProviderJob job) {
        return jobs.containsKey(job.id());
    }

    List<ProviderJob> all() {
        return List.copyOf(jobs.values());
    }
}
