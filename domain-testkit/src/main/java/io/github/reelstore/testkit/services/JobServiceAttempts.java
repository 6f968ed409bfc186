package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.CrossProfileAttempts.PAGE;
import static io.github.reelstore.testkit.services.CrossProfileAttempts.SECRET;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.HARMLESS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.Resolution;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleJobs;
import io.github.reelstore.testkit.rows.SampleRows;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Bob's calls of {@link JobService}, in which alice has jobs and a budget. */
final class JobServiceAttempts {

    private static final JobRequest REQUEST = JobRequest.builder()
            .provider("of both")
            .kind(MediaKind.IMAGE)
            .prompt("what both ask for")
            .build();

    private final CrossProfileAttempts attempts;
    private final ProviderJob planned;
    private final ProviderJob unknown = alices("of-alice-unknown", JobState.OUTCOME_UNKNOWN);
    private final ProviderJob failed = alices("of-alice-failed", JobState.FAILED);

    JobServiceAttempts(CrossProfileAttempts attempts) {
        this.attempts = attempts;
        this.planned = alices("of-alice-planned", JobState.PLANNED).toBuilder()
                .request(REQUEST.toJson().value())
                .fingerprint(REQUEST.fingerprint())
                .build();
    }

    private static ProviderJob alices(String id, JobState state) {
        return SampleJobs.job(id).provider(SECRET).state(state).build();
    }

    void addAll() {
        attempts.store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.jobs().insert(planned);
            tx.jobs().insert(unknown);
            tx.jobs().insert(failed);
            tx.budgets()
                    .put(new Budget(
                            BudgetScope.PROJECT,
                            attempts.project.id().value(),
                            BudgetPeriod.TOTAL,
                            Money.currency("USD"),
                            1_000,
                            tx.now()));
            return true;
        });
        requests();
        jobs();
        money();
    }

    private void add(String method, ProfileIsolationContract.Outcome outcome, Function<JobService, Object> call) {
        attempts.add(
                "JobService." + method,
                outcome,
                services -> call.apply(attempts.store.jobs(services, PriceTable.EMPTY)));
    }

    private static JobRequest request(String prompt) {
        return JobRequest.builder()
                .provider("of bob")
                .kind(MediaKind.IMAGE)
                .prompt(prompt)
                .build();
    }

    private void requests() {
        ProjectId bobs = attempts.projectOfBob.id();
        add("request(NewJob)", REFUSED, jobs -> jobs.request(new NewJob(request("1"), attempts.project.id())));
        add(
                "request(NewJob)",
                REFUSED,
                jobs -> jobs.request(new NewJob(
                        JobRequest.builder()
                                .provider("of bob")
                                .kind(MediaKind.VIDEO)
                                .inputs(List.of(new JobInput(
                                        InputRole.FIRST_FRAME, 0, SampleDrafts.hashOf(SampleMedia.png(4)))))
                                .build(),
                        bobs)));
        add(
                "request(NewJob)",
                HARMLESS,
                jobs -> jobs.request(new NewJob(REQUEST, bobs)).job().id());
        add(
                "requestAll(List)",
                REFUSED,
                jobs -> jobs.requestAll(
                        List.of(new NewJob(request("2"), bobs), new NewJob(request("3"), attempts.project.id()))));
        add("priceOf(NewJob)", HARMLESS, jobs -> jobs.priceOf(new NewJob(REQUEST, bobs)));
        add("pricesOf(List)", HARMLESS, jobs -> jobs.pricesOf(List.of(new NewJob(REQUEST, bobs))));
        add("retry(JobId)", REFUSED, jobs -> jobs.retry(failed.id()));
    }

    private void jobs() {
        JobId id = planned.id();
        add("get(JobId)", REFUSED, jobs -> jobs.get(id));
        add("details(JobId)", REFUSED, jobs -> jobs.details(id));
        for (JobFilter filter : List.of(JobFilter.ALL, JobFilter.of(JobState.PLANNED))) {
            add("list(JobFilter, PageRequest)", READS, jobs -> jobs.list(filter, PAGE));
        }
        add("active()", HARMLESS, JobService::active);
        add("expiring()", READS, jobs -> jobs.expiring() > 0 ? SECRET : "nothing");
        add("cancel(JobId)", REFUSED, jobs -> jobs.cancel(id));
        add("cancel(JobId, ProviderClient)", REFUSED, jobs -> jobs.cancel(id, new ScriptedProvider()));
        add("resolve(JobId, Resolution)", REFUSED, jobs -> jobs.resolve(unknown.id(), new Resolution.SendAgain()));
    }

    private void money() {
        Money limit = Money.parse("1 USD");
        String project = attempts.project.id().value();
        add(
                "setBudget(BudgetScope, String, BudgetPeriod, Money)",
                REFUSED,
                jobs -> jobs.setBudget(BudgetScope.PROJECT, project, BudgetPeriod.DAY, limit));
        add(
                "deleteBudget(BudgetScope, String, BudgetPeriod)",
                HARMLESS,
                jobs -> jobs.deleteBudget(BudgetScope.PROJECT, project, BudgetPeriod.TOTAL) ? SECRET : "nothing");
        add(
                "budgets()",
                READS,
                jobs -> jobs.budgets().stream()
                                .anyMatch(status -> status.budget().subject().equals(project))
                        ? SECRET
                        : "nothing");
        add(
                "costs(CostDimension, Optional, TimeRange)",
                READS,
                jobs -> jobs.costs(CostDimension.PROVIDER, Optional.empty(), TimeRange.ALWAYS));
        add(
                "costs(CostDimension, Optional, TimeRange)",
                HARMLESS,
                jobs -> jobs.costs(CostDimension.PROVIDER, Optional.of(attempts.project.id()), TimeRange.ALWAYS));
    }
}
