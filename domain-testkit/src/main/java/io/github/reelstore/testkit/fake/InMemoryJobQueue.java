package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.internal.CodePoints;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.port.rows.JobQueue;
import io.github.reelstore.testkit.fake.InMemoryLedger.OwnedWorker;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

final class InMemoryJobQueue implements JobQueue {

    private static final Set<JobState> SENT =
            EnumSet.of(JobState.SUBMITTING, JobState.SUBMITTED, JobState.DOWNLOADING, JobState.OUTCOME_UNKNOWN);

    private static final Comparator<ProviderJob> LONGEST_DUE_FIRST = Comparator.comparing(ProviderJob::dueAt)
            .thenComparing(job -> job.id().value(), CodePoints.ORDER);

    private final InMemoryTx tx;

    InMemoryJobQueue(InMemoryTx tx) {
        this.tx = tx;
    }

    private InMemoryLedger writing() {
        return tx.writing().ledger();
    }

    @Override
    public boolean isPlannedDue(String provider, String credential, int inFlight) {
        return !duePlanned(provider, credential, inFlight, 1).isEmpty();
    }

    private List<ProviderJob> duePlanned(String provider, String credential, int inFlight, int limit) {
        long used = tx.reading()
                .ledger()
                .jobs(tx.profile())
                .filter(job -> job.state() == JobState.SUBMITTING || job.state() == JobState.SUBMITTED)
                .filter(job -> job.credential().equals(Optional.of(credential)))
                .count();
        return tx.reading()
                .ledger()
                .jobs(tx.profile())
                .filter(job -> job.state() == JobState.PLANNED && job.provider().equals(provider) && isDue(job))
                .sorted(LONGEST_DUE_FIRST)
                .limit(Math.max(0, Math.min(limit, inFlight - used)))
                .toList();
    }

    @Override
    public List<ProviderJob> claimPlanned(String worker, String provider, String credential, int inFlight, int limit) {
        writing();
        return duePlanned(provider, credential, inFlight, limit).stream()
                .map(job -> claimed(job.toBuilder()
                        .state(JobState.SUBMITTING)
                        .attempts(job.attempts() + 1)
                        .credential(credential)
                        .worker(worker)
                        .build()))
                .toList();
    }

    @Override
    public List<ProviderJob> claimSent(String worker, Set<String> providers, Collection<String> dead, int limit) {
        writing();
        List<ProviderJob> due = tx.reading()
                .ledger()
                .jobs(tx.profile())
                .filter(job -> SENT.contains(job.state()) && providers.contains(job.provider()))
                .filter(job -> dead.contains(job.worker()) || (job.worker().equals(ProviderJob.FREE) && isDue(job)))
                .sorted(Comparator.comparing(
                                (ProviderJob job) -> job.remoteExpiresAt().orElse(Instant.MAX))
                        .thenComparing(LONGEST_DUE_FIRST))
                .limit(Math.max(0, limit))
                .toList();
        return due.stream()
                .map(job -> claimed(job.toBuilder().worker(worker).build()))
                .toList();
    }

    private boolean isDue(ProviderJob job) {
        return !job.dueAt().isAfter(tx.now()) || job.dueAt().isAfter(tx.now().plus(ProviderJob.LONGEST_PAUSE));
    }

    private ProviderJob claimed(ProviderJob job) {
        ProviderJob claimed =
                job.toBuilder().fence(job.fence() + 1).updatedAt(tx.now()).build();
        writing().jobs().put(job.id(), claimed);
        return claimed;
    }

    @Override
    public Map<JobState, Long> activeJobs() {
        return tx.reading()
                .ledger()
                .jobs(tx.profile())
                .map(ProviderJob::state)
                .filter(JobState::isActive)
                .collect(Collectors.groupingBy(
                        state -> state, () -> new EnumMap<>(JobState.class), Collectors.counting()));
    }

    @Override
    public long expiringJobs(Instant before) {
        return tx.reading()
                .ledger()
                .jobs(tx.profile())
                .filter(job -> job.state() == JobState.DOWNLOADING)
                .flatMap(job -> job.remoteExpiresAt().stream())
                .filter(expiry -> expiry.isBefore(before))
                .count();
    }

    @Override
    public void beat(String worker) {
        writing().workers().merge(new OwnedWorker(tx.profile(), worker), 1L, Long::sum);
    }

    @Override
    public Map<String, Long> beats() {
        Map<String, Long> beats = new HashMap<>();
        tx.reading().ledger().workers().forEach((owned, counter) -> {
            if (owned.profile().equals(tx.profile())) {
                beats.put(owned.worker(), counter);
            }
        });
        return beats;
    }

    @Override
    public void signOff(Collection<String> workers) {
        writing();
        Set<String> needed = writing()
                .jobs(tx.profile())
                .filter(job -> SENT.contains(job.state()))
                .map(ProviderJob::worker)
                .collect(Collectors.toSet());
        workers.stream()
                .filter(worker -> !needed.contains(worker))
                .forEach(worker -> writing().workers().remove(new OwnedWorker(tx.profile(), worker)));
    }
}
