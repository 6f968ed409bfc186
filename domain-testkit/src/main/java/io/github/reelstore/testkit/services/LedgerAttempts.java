package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.CrossProfileAttempts.PAGE;
import static io.github.reelstore.testkit.services.CrossProfileAttempts.SECRET;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.HARMLESS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;

import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.testkit.rows.SampleJobs;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Bob's calls of the repositories of the ledger, in which alice has jobs and a budget. */
final class LedgerAttempts {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Budget BUDGET =
            new Budget(BudgetScope.PROVIDER, SECRET, BudgetPeriod.TOTAL, USD, 1_000, SampleRows.START);

    private final CrossProfileAttempts attempts;
    private final ProviderJob planned = alices("planned", JobState.PLANNED);
    private final ProviderJob sent = alices("sent", JobState.SUBMITTED);
    private final JobResult result =
            JobResult.builder().jobId(sent.id()).position(0).remoteName(SECRET).build();
    private final JobAttempt attempt = new JobAttempt(
            sent.id(), 1, JobState.SUBMITTED, FailureClass.TEMPORARY, SECRET, Instant.EPOCH, Instant.EPOCH, 1);

    LedgerAttempts(CrossProfileAttempts attempts) {
        this.attempts = attempts;
    }

    private static ProviderJob alices(String name, JobState state) {
        return SampleJobs.job("in-the-ledger-of-alice-" + name)
                .provider(SECRET)
                .state(state)
                .credential(SECRET)
                .currency(USD)
                .reservedNanos(5L)
                .build();
    }

    void addAll() {
        attempts.store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.jobs().insert(planned);
            tx.jobs().insert(sent);
            tx.jobs()
                    .insert(alices("expiring", JobState.DOWNLOADING).toBuilder()
                            .remoteExpiresAt(SampleRows.START)
                            .build());
            tx.jobs().putResult(result);
            tx.jobs().addAttempt(attempt);
            tx.jobQueue().beat(SECRET);
            tx.budgets().put(BUDGET);
            return true;
        });
        jobRepository();
        jobQueue();
        budgetRepository();
    }

    /** What bob gets if a call has changed or found something. */
    private static String found(boolean something) {
        return something ? SECRET : "nothing";
    }

    private void jobRepository() {
        String type = "JobRepository.";
        attempts.in(type + "insert(ProviderJob)", REFUSED, tx -> {
            tx.jobs()
                    .insert(SampleJobs.job(sent.id().value())
                            .profileId(tx.profile())
                            .fingerprint(planned.fingerprint())
                            .build());
            return "inserted";
        });
        attempts.in(type + "insert(ProviderJob)", REFUSED, tx -> {
            tx.jobs()
                    .insert(SampleJobs.job("planted")
                            .profileId(SampleRows.ALICE)
                            .build());
            return "inserted";
        });
        attempts.in(type + "find(JobId)", READS, tx -> tx.jobs().find(sent.id()));
        attempts.in(type + "usable(Fingerprint, int)", READS, tx -> tx.jobs().usable(sent.fingerprint(), 9));
        attempts.in(
                type + "answers(ProjectId, Collection)",
                READS,
                tx -> tx.jobs().answers(sent.projectId(), List.of(sent.fingerprint(), planned.fingerprint())));
        for (JobFilter filter :
                List.of(JobFilter.ALL, JobFilter.of(sent.projectId()), JobFilter.of(JobState.SUBMITTED))) {
            attempts.in(
                    type + "list(JobFilter, PageRequest)",
                    READS,
                    tx -> tx.jobs().list(filter, PAGE));
        }
        attempts.in(
                type + "update(ProviderJob, ProviderJob)",
                HARMLESS,
                tx -> found(
                        tx.jobs().update(sent, sent.toBuilder().worker("bob").build())));
        attempts.in(type + "addReuse(JobId)", HARMLESS, tx -> found(tx.jobs().addReuse(sent.id())));
        attempts.in(
                type + "results(JobId)",
                HARMLESS,
                tx -> found(!tx.jobs().results(sent.id()).isEmpty()));
        attempts.in(type + "putResult(JobResult)", REFUSED, tx -> {
            tx.jobs().putResult(result.toBuilder().remoteName("bob's").build());
            return "put";
        });
        attempts.in(type + "attempts(JobId)", READS, tx -> tx.jobs().attempts(sent.id()));
        attempts.in(type + "addAttempt(JobAttempt)", REFUSED, tx -> {
            tx.jobs().addAttempt(attempt);
            return "added";
        });
    }

    private void jobQueue() {
        String type = "JobQueue.";
        attempts.in(
                type + "isPlannedDue(String, String, int)",
                HARMLESS,
                tx -> found(tx.jobQueue().isPlannedDue(SECRET, SECRET, 100)));
        attempts.in(
                type + "claimPlanned(String, String, String, int, int)",
                HARMLESS,
                tx -> tx.jobQueue().claimPlanned("bob", SECRET, SECRET, 100, 100));
        attempts.in(
                type + "claimSent(String, Set, Collection, int)",
                HARMLESS,
                tx -> tx.jobQueue().claimSent("bob", Set.of(SECRET), List.of(SECRET), 100));
        attempts.in(
                type + "activeJobs()",
                HARMLESS,
                tx -> found(!tx.jobQueue().activeJobs().isEmpty()));
        attempts.in(
                type + "expiringJobs(Instant)",
                READS,
                tx -> found(tx.jobQueue().expiringJobs(SampleRows.START.plusSeconds(1)) > 0));
        attempts.in(type + "beats()", READS, tx -> tx.jobQueue().beats());
        attempts.in(type + "signOff(Collection)", HARMLESS, tx -> {
            tx.jobQueue().signOff(List.of(SECRET));
            return "signed off";
        });
        attempts.in(type + "beat(String)", HARMLESS, tx -> {
            tx.jobQueue().beat("bob");
            return "beaten";
        });
    }

    private void budgetRepository() {
        String type = "BudgetRepository.";
        Instant at = SampleRows.START;
        attempts.in(type + "list()", READS, tx -> tx.budgets().list());
        attempts.in(type + "statuses()", READS, tx -> tx.budgets().statuses());
        attempts.in(
                type + "spent(Budget, Instant)",
                HARMLESS,
                tx -> found(tx.budgets().spent(BUDGET, at) != 0));
        attempts.in(
                type + "reserve(Budget, Instant, long)",
                HARMLESS,
                tx -> found(tx.budgets().reserve(BUDGET, at, 1)));
        attempts.in(type + "settle(Budget, Instant, long)", HARMLESS, tx -> {
            tx.budgets().settle(BUDGET, at, 1);
            return "settled";
        });
        attempts.in(
                type + "delete(BudgetScope, String, BudgetPeriod)",
                HARMLESS,
                tx -> found(tx.budgets().delete(BudgetScope.PROVIDER, SECRET, BudgetPeriod.TOTAL)));
        for (CostDimension by : CostDimension.values()) {
            attempts.in(
                    type + "costs(CostDimension, Optional, TimeRange)",
                    HARMLESS,
                    tx -> found(!tx.budgets()
                            .costs(by, Optional.of(sent.projectId()), TimeRange.ALWAYS)
                            .isEmpty()));
        }
        attempts.in(
                type + "costs(CostDimension, Optional, TimeRange)",
                READS,
                tx -> tx.budgets().costs(CostDimension.PROVIDER, Optional.empty(), TimeRange.ALWAYS));
        attempts.in(type + "put(Budget)", HARMLESS, tx -> {
            tx.budgets().put(BUDGET);
            return found(tx.budgets().spent(BUDGET, tx.now()) != 0);
        });
    }
}
