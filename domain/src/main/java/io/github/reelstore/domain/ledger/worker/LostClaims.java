package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The jobs that a worker has claimed according to the database, but does not have in hand. For one thread. */
final class LostClaims {

    private final Map<Claim, Long> since = new HashMap<>();

    private record Claim(JobId job, long fence) {

        Claim(ProviderJob job) {
            this(job.id(), job.fence());
        }
    }

    /**
     * Notes the jobs that are not in hand now, and returns those that were not for a while: a job that is just being taken in hand is
     * not one.
     *
     * @param jobs the jobs
     * @param patience how long
     * @param now the time, in nanoseconds
     */
    List<ProviderJob> after(List<ProviderJob> jobs, Duration patience, long now) {
        since.keySet().retainAll(jobs.stream().map(Claim::new).toList());
        List<ProviderJob> lost = new ArrayList<>();
        for (ProviderJob job : jobs) {
            if (now - since.computeIfAbsent(new Claim(job), claim -> now) >= patience.toNanos()) {
                lost.add(job);
            }
        }
        return lost;
    }
}
