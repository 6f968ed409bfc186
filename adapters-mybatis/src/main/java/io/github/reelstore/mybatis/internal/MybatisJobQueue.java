package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.port.rows.JobQueue;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Claims are a search and an update by id: no other transaction of the profile writes in between, see {@link
 * Database.Access#WRITE}.
 */
final class MybatisJobQueue implements JobQueue {

    private static final String JOBS = "jobs";

    private final MybatisTx tx;
    private final JobQueueMapper mapper;

    MybatisJobQueue(MybatisTx tx) {
        this.tx = tx;
        this.mapper = tx.mapper(JobQueueMapper.class);
    }

    @Override
    public boolean isPlannedDue(String provider, String credential, int inFlight) {
        return !tx.run(JOBS, () -> duePlanned(provider, credential, inFlight, 1))
                .isEmpty();
    }

    private List<ProviderJob> duePlanned(String provider, String credential, int inFlight, int limit) {
        int free = Math.max(0, inFlight) - mapper.inFlight(tx.profile(), credential, Math.max(0, inFlight));
        return due(
                Math.min(limit, free), most -> mapper.duePlanned(tx.profile(), provider, tx.now(), wrongFrom(), most));
    }

    @Override
    public List<ProviderJob> claimPlanned(String worker, String provider, String credential, int inFlight, int limit) {
        return tx.write(JOBS, () -> {
            List<ProviderJob> due = duePlanned(provider, credential, inFlight, limit);
            if (!due.isEmpty()) {
                requireAll(due, mapper.claimPlanned(tx.profile(), ids(due), worker, credential, tx.now()));
            }
            return due.stream()
                    .map(job -> claimed(job, worker).toBuilder()
                            .state(JobState.SUBMITTING)
                            .attempts(job.attempts() + 1)
                            .credential(Optional.of(credential))
                            .build())
                    .toList();
        });
    }

    @Override
    public List<ProviderJob> claimSent(String worker, Set<String> providers, Collection<String> dead, int limit) {
        if (providers.isEmpty()) {
            return List.of();
        }
        Set<String> workers = new LinkedHashSet<>(dead);
        workers.add(ProviderJob.FREE);
        return tx.write(JOBS, () -> {
            List<ProviderJob> due = due(
                    limit,
                    most -> mapper.dueSent(
                            tx.profile(), providers, workers, ProviderJob.FREE, tx.now(), wrongFrom(), most));
            if (!due.isEmpty()) {
                requireAll(due, mapper.claimSent(tx.profile(), ids(due), workers, worker, tx.now()));
            }
            return due.stream().map(job -> claimed(job, worker)).toList();
        });
    }

    /** Another program, which does not wait for the profile, may have changed a job since the search. */
    private static void requireAll(List<ProviderJob> due, int claimed) {
        if (claimed != due.size()) {
            throw StorageException.Unavailable.passing(
                    JOBS, "Another program has changed jobs in this moment; claim them again.", null);
        }
    }

    /** Due times after this one are due: a clock was wrong. */
    private Instant wrongFrom() {
        return tx.now().plus(ProviderJob.LONGEST_PAUSE);
    }

    /** Reads the first jobs of a search; those that cannot be read are not claimed, and keep no others from being claimed. */
    private static List<ProviderJob> due(int limit, IntFunction<List<@Nullable ProviderJob>> search) {
        if (limit <= 0) {
            return List.of();
        }
        int most = limit;
        while (true) {
            List<@Nullable ProviderJob> found = search.apply(most);
            List<ProviderJob> valid = RowRepository.valid(found);
            if (valid.size() >= limit || found.size() < most) {
                return valid.subList(0, Math.min(limit, valid.size()));
            }
            most = Math.multiplyExact(most, 2);
        }
    }

    private static List<JobId> ids(List<ProviderJob> jobs) {
        return jobs.stream().map(ProviderJob::id).toList();
    }

    private ProviderJob claimed(ProviderJob job, String worker) {
        return job.toBuilder()
                .worker(worker)
                .fence(job.fence() + 1)
                .updatedAt(tx.now())
                .build();
    }

    @Override
    public Map<JobState, Long> activeJobs() {
        Map<JobState, Long> jobs = new EnumMap<>(JobState.class);
        tx.run(JOBS, () -> mapper.activeJobs(tx.profile())).forEach(count -> jobs.put(count.state(), count.jobs()));
        return jobs;
    }

    @Override
    public long expiringJobs(Instant before) {
        return tx.run(JOBS, () -> mapper.expiringJobs(tx.profile(), before));
    }

    @Override
    public void beat(String worker) {
        tx.write(worker, () -> mapper.beat(tx.profile(), worker, tx.now()));
    }

    @Override
    public Map<String, Long> beats() {
        Map<String, Long> beats = new LinkedHashMap<>();
        tx.run("workers", () -> mapper.beats(tx.profile())).forEach(one -> beats.put(one.worker(), one.beats()));
        return beats;
    }

    @Override
    public void signOff(Collection<String> workers) {
        if (!workers.isEmpty()) {
            tx.write("workers", () -> mapper.signOff(tx.profile(), workers));
        }
    }
}
