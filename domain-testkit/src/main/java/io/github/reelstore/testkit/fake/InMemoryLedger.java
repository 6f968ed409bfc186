package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of the ledger, for all profiles. */
final class InMemoryLedger {

    /** The position of a result of a job. */
    record Place(JobId job, int position) {}

    /** A worker and its profile. */
    record OwnedWorker(ProfileId profile, String worker) {}

    /** What identifies a budget. */
    record BudgetKey(ProfileId profile, BudgetScope scope, String subject, BudgetPeriod period) {}

    /** A budget in one period. */
    record Spending(BudgetKey budget, String start) {}

    private final Map<JobId, ProviderJob> jobs;
    private final Map<Place, JobResult> results;
    private final Map<JobId, List<JobAttempt>> attempts;
    private final Map<OwnedWorker, Long> workers;
    private final Map<BudgetKey, Budget> budgets;
    private final Map<Spending, Long> spending;

    InMemoryLedger() {
        jobs = new HashMap<>();
        results = new HashMap<>();
        attempts = new HashMap<>();
        workers = new HashMap<>();
        budgets = new HashMap<>();
        spending = new HashMap<>();
    }

    private InMemoryLedger(InMemoryLedger other) {
        jobs = new HashMap<>(other.jobs);
        results = new HashMap<>(other.results);
        attempts = new HashMap<>(other.attempts);
        workers = new HashMap<>(other.workers);
        budgets = new HashMap<>(other.budgets);
        spending = new HashMap<>(other.spending);
    }

    InMemoryLedger copy() {
        return new InMemoryLedger(this);
    }

    Map<JobId, ProviderJob> jobs() {
        return jobs;
    }

    Optional<ProviderJob> find(ProfileId profile, JobId id) {
        return Optional.ofNullable(jobs.get(id)).filter(job -> job.profileId().equals(profile));
    }

    Stream<ProviderJob> jobs(ProfileId profile) {
        return jobs.values().stream().filter(job -> job.profileId().equals(profile));
    }

    Map<Place, JobResult> results() {
        return results;
    }

    Map<JobId, List<JobAttempt>> attempts() {
        return attempts;
    }

    Map<OwnedWorker, Long> workers() {
        return workers;
    }

    Map<BudgetKey, Budget> budgets() {
        return budgets;
    }

    Map<Spending, Long> spending() {
        return spending;
    }
}
