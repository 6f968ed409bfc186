package io.github.reelstore.testtools;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls of the ledger's ports; see {@link PortWorkload}. */
public final class LedgerWorkload {

    private static final ProjectId PROJECT = new ProjectId("project");
    private static final JobId JOB = new JobId("ledger-job");
    private static final Fingerprint FINGERPRINT = new Fingerprint("1:" + "f".repeat(64));

    private LedgerWorkload() {}

    /** Runs every kind of statement at least once. The project has no active job at the end. */
    static void everything(Tx tx) {
        tx.jobs().insert(job(tx));
        read(tx);
        claim(tx);
        ProviderJob job = tx.jobs().find(JOB).orElseThrow();
        tx.jobs().addReuse(JOB);
        tx.jobs().putResult(JobResult.builder().jobId(JOB).position(0).build());
        tx.jobs().putResult(JobResult.builder().jobId(JOB).position(0).build());
        tx.jobs().results(JOB);
        JobAttempt attempt =
                new JobAttempt(JOB, 1, job.state(), FailureClass.TEMPORARY, "message", tx.now(), tx.now(), 1);
        tx.jobs().addAttempt(attempt);
        tx.jobs().addAttempt(attempt);
        tx.jobs().attempts(JOB);
        tx.jobs().update(job, job.toBuilder().state(JobState.FAILED).build());
        for (BudgetScope scope : BudgetScope.values()) {
            for (BudgetPeriod period : BudgetPeriod.values()) {
                budget(tx, scope, period);
            }
        }
        for (CostDimension by : CostDimension.values()) {
            tx.budgets().costs(by, Optional.empty(), TimeRange.ALWAYS);
            tx.budgets().costs(by, Optional.of(PROJECT), new TimeRange(Optional.of(tx.now()), Optional.of(tx.now())));
        }
    }

    private static ProviderJob job(Tx tx) {
        return ProviderJob.builder()
                .id(JOB)
                .profileId(PortWorkload.PROFILE)
                .projectId(PROJECT)
                .kind(MediaKind.VIDEO)
                .provider("workload")
                .request("{}")
                .fingerprint(FINGERPRINT)
                .currency(Currency.getInstance("USD"))
                .reservedNanos(1L)
                .reservedAt(tx.now())
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
    }

    private static void read(Tx tx) {
        tx.jobs().usable(FINGERPRINT, 2);
        tx.jobs().answers(PROJECT, List.of(FINGERPRINT, new Fingerprint("1:" + "e".repeat(64))));
        for (PageRequest page :
                List.of(PageRequest.first(2), PageRequest.first(2).after(new Cursor(tx.now(), "x")))) {
            tx.jobs().list(JobFilter.ALL, page);
            tx.jobs().list(JobFilter.of(PROJECT), page);
            tx.jobs().list(JobFilter.of(JobState.OUTCOME_UNKNOWN), page);
            tx.jobs().list(JobFilter.of(JobState.PLANNED), page);
            tx.jobs().list(new JobFilter(Optional.of(PROJECT), Optional.of(JobState.PLANNED)), page);
        }
    }

    /** Claims jobs among those of {@link ProfileFill}: none, since too many are in flight; then planned ones; then those again. */
    private static void claim(Tx tx) {
        tx.jobQueue().beat("worker");
        tx.jobQueue().beats();
        tx.jobQueue().activeJobs();
        tx.jobQueue().expiringJobs(tx.now());
        tx.jobQueue().isPlannedDue("veo", "key", 5);
        tx.jobQueue().claimPlanned("worker", "veo", "busy", 5, 2);
        tx.jobQueue().claimPlanned("worker", "workload", "key", 5, 2);
        tx.jobQueue().claimPlanned("worker", "veo", "key", 5, 2);
        tx.jobQueue().claimSent("another", Set.of("veo", "workload"), List.of("worker", "gone"), 2);
        tx.jobQueue().claimSent("another", Set.of("veo", "workload"), List.of("gone"), 2);
        tx.jobQueue().signOff(List.of("worker", "gone"));
    }

    private static void budget(Tx tx, BudgetScope scope, BudgetPeriod period) {
        String subject = switch (scope) {
            case PROFILE -> "";
            case PROJECT -> PROJECT.value();
            case PROVIDER -> "workload";
        };
        Budget budget = new Budget(scope, subject, period, Currency.getInstance("USD"), 10, tx.now());
        tx.budgets().put(budget);
        tx.budgets().list();
        tx.budgets().statuses();
        tx.budgets().reserve(budget, tx.now(), 1);
        tx.budgets().settle(budget, tx.now(), 1);
        tx.budgets().spent(budget, tx.now());
        tx.budgets().delete(scope, subject, period);
    }
}
