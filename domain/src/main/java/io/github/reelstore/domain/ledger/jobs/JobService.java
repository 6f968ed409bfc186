package io.github.reelstore.domain.ledger.jobs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.Force;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ProviderJobBuilder;
import io.github.reelstore.domain.ledger.internal.JobMoney;
import io.github.reelstore.domain.ledger.internal.JobSteps;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.internal.MediaTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The ledger of one profile: paid requests, their budgets and what they cost. Asking costs nothing if the result exists or is
 * being generated; else a job is planned, which a worker ({@code ledger.worker.JobWorker}) sends, once, and whose results it
 * stores.
 *
 * <pre>{@code
 * RequestedJob requested = store.jobs().request(new NewJob(request, project));
 * if (requested instanceof RequestedJob.Reused reused) {
 *     show(reused.results());
 * }
 * }</pre>
 *
 * <p>Every method may throw {@link StorageException.Unavailable}.
 */
public final class JobService {

    /** Results that their provider deletes within this time, and that are not stored, need a person's attention. */
    public static final Duration EXPIRING_SOON = Duration.ofHours(12);

    private static final int MAX_TAKES = ReusableResults.MAX_TAKES;

    private final Transactions transactions;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final PriceTable prices;
    private final ReusableResults reusable;

    /** Creates the service for one profile. */
    public JobService(
            Transactions transactions,
            BlobStore blobs,
            GenerationService generations,
            IdGenerator ids,
            ProfileId profile,
            PriceTable prices) {
        this.transactions = transactions;
        this.ids = ids;
        this.profile = profile;
        this.prices = prices;
        this.reusable = new ReusableResults(transactions, profile, blobs, ids, generations);
    }

    /**
     * Asks for a result: answers with that of an earlier request for the same, joins one that is not finished, or plans a job and
     * reserves its price. An earlier result is used if its rows and files still exist; deleted ones are brought back while their
     * files exist. A result of another project is stored in the asked one too, where it takes no more space. A result that was rejected as a take
     * of the asked project is not used for it again, and neither are copies of it in other projects and scenes.
     *
     * @throws StorageException.NotFound if the project, or an image that is sent along, does not exist in the profile
     * @throws StorageException.BudgetExceeded if a budget does not have as much left; nothing was requested
     * @throws StorageException.InvalidInput if a budget covers the job, and its price is not known or has another currency
     */
    public RequestedJob request(NewJob job) {
        return requestAll(List.of(job)).get(0);
    }

    /**
     * Asks for several results, as {@link #request} does, all or none: if a budget does not have enough left for all new jobs
     * together, none is planned.
     *
     * @return the answers, in the order of the requests
     * @throws StorageException as {@link #request} does
     */
    public List<RequestedJob> requestAll(List<NewJob> jobs) {
        jobs.forEach(JobService::requireContent);
        Set<JobId> examined = new HashSet<>();
        Set<NewJob> stored = new HashSet<>(jobs);
        stored.removeIf(job -> job.force() != Force.REUSE || !reusable.has(job, examined));
        if (!stored.isEmpty()) {
            requireAdmission(jobs.stream().filter(job -> !stored.contains(job)).toList(), examined);
        }
        List<Optional<RequestedJob.Reused>> reused = new ArrayList<>();
        jobs.forEach(job -> reused.add(
                stored.contains(job) ? reusable.answer(job, examined) : Optional.<RequestedJob.Reused>empty()));
        while (true) {
            try {
                return transactions.inTransaction(profile, tx -> new Admission(tx, examined).answers(jobs, reused));
            } catch (FinishedMeanwhile e) {
                // nothing is paid for what a job has that has finished since its results were looked for
                reused.set(e.index, reusable.answer(jobs.get(e.index), examined));
            }
        }
    }

    /** Refuses jobs before results are stored again for the others of their batch. */
    private void requireAdmission(List<NewJob> jobs, Set<JobId> examined) {
        if (jobs.isEmpty()) {
            return;
        }
        try {
            transactions.inTransaction(profile, tx -> {
                new Admission(tx, examined).answer(jobs);
                throw new Admissible();
            });
        } catch (Admissible e) {
            // nothing was written: the jobs are planned together with what the others are answered with
        }
    }

    /** Rolls the transaction back. */
    private static final class Admissible extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Rolls the transaction back. */
    private static final class FinishedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int index;

        FinishedMeanwhile(int index) {
            this.index = index;
        }
    }

    private static void requireContent(NewJob job) {
        if (!job.request().asksForSomething()) {
            throw new StorageException.InvalidInput(
                    "request", "The request asks for nothing; give it a prompt, a text, parameters or input images.");
        }
    }

    /** Plans jobs in one transaction. */
    private final class Admission {

        private final Tx tx;
        private final JobMoney money;
        private final Set<JobId> examined;

        Admission(Tx tx, Set<JobId> examined) {
            this.tx = tx;
            this.money = new JobMoney(tx);
            this.examined = examined;
        }

        /**
         * Plans the jobs that are not answered yet, and counts the reuses.
         *
         * @throws FinishedMeanwhile if one of them has finished since
         */
        List<RequestedJob> answers(List<NewJob> jobs, List<Optional<RequestedJob.Reused>> reused) {
            List<RequestedJob> answers = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i++) {
                if (reused.get(i).isPresent()) {
                    answers.add(reused.get(i).get());
                } else if (hasFinished(jobs.get(i))) {
                    throw new FinishedMeanwhile(i);
                } else {
                    answers.add(answer(jobs.get(i)));
                }
            }
            reused.stream()
                    .flatMap(Optional::stream)
                    .map(RequestedJob.Reused::from)
                    // in the same order in each transaction, so that none waits for another that waits for it
                    .sorted(Comparator.comparing(JobId::value))
                    .forEach(tx.jobs()::addReuse);
            return answers;
        }

        /** Plans the jobs that have not finished since. */
        void answer(List<NewJob> jobs) {
            jobs.stream().filter(job -> !hasFinished(job)).forEach(this::answer);
        }

        private boolean hasFinished(NewJob asked) {
            return asked.force() == Force.REUSE
                    && tx.jobs().usable(asked.request().fingerprint(), MAX_TAKES).stream()
                            .anyMatch(job -> job.state() == JobState.SUCCEEDED && !examined.contains(job.id()));
        }

        private RequestedJob answer(NewJob asked) {
            MediaTable.PROJECTS.require(tx, asked.projectId());
            List<ProviderJob> usable = tx.jobs().usable(asked.request().fingerprint(), MAX_TAKES);
            Optional<ProviderJob> active = usable.stream()
                    .filter(job -> job.state().isActive() && asked.force() == Force.REUSE)
                    .findFirst();
            if (active.isPresent()) {
                return new RequestedJob.Joined(active.get());
            }
            asked.request().inputs().forEach(this::requireInput);
            int last = usable.isEmpty() ? -1 : usable.get(0).take();
            // what has failed, whose results are gone, or were rejected, is the same take again
            int take = asked.force() == Force.NEW_TAKE ? last + 1 : Math.max(last, 0);
            ProviderJob job = planned(asked, take);
            money.reserve(job, prices);
            tx.jobs().insert(job);
            return new RequestedJob.Planned(job);
        }

        private void requireInput(JobInput input) {
            if (tx.references().findByHash(MediaKind.IMAGE, input.hash()).isEmpty()) {
                throw new StorageException.NotFound(
                        input.image().map(ImageId::value).orElse(input.hash().value()),
                        "The image that is to be sent as " + input.role() + " is not stored in profile " + profile
                                + "; add it first.");
            }
        }

        /** Plans a take again, if there are only earlier ones; empty if a request is answered with it, or with a later one. */
        Optional<RequestedJob> sameTake(NewJob asked, int take) {
            List<ProviderJob> usable = tx.jobs().usable(asked.request().fingerprint(), MAX_TAKES);
            if (usable.isEmpty() || usable.get(0).take() >= take) {
                return Optional.empty();
            }
            MediaTable.PROJECTS.require(tx, asked.projectId());
            asked.request().inputs().forEach(this::requireInput);
            ProviderJob job = planned(asked, take);
            money.reserve(job, prices);
            tx.jobs().insert(job);
            return Optional.of(new RequestedJob.Planned(job));
        }

        private ProviderJob planned(NewJob asked, int take) {
            Optional<Money> price = asked.price().or(() -> prices.priceOf(asked.request(), tx.now()));
            return ProviderJob.builder()
                    .id(new JobId(ids.next()))
                    .profileId(profile)
                    .projectId(asked.projectId())
                    .sceneId(asked.sceneId())
                    .kind(asked.request().kind())
                    .provider(asked.request().provider())
                    .model(asked.request().model())
                    .language(asked.request().language())
                    .request(asked.request().toJson().value())
                    .fingerprint(asked.request().fingerprint())
                    .take(take)
                    .currency(price.map(Money::currency))
                    .reservedNanos(price.map(Money::nanos))
                    .reservedAt(tx.now())
                    .createdAt(tx.now())
                    .updatedAt(tx.now())
                    .build();
        }
    }

    /**
     * What a request costs if a job is planned for it, even if its result exists or is being generated, so that it would cost nothing now.
     *
     * @return empty if no price is known
     */
    public Optional<Money> priceOf(NewJob job) {
        return pricesOf(List.of(job)).get(0);
    }

    /**
     * What several requests would cost at the same moment, as {@link #priceOf} says it.
     *
     * @return the prices, in the order of the requests
     */
    public List<Optional<Money>> pricesOf(List<NewJob> jobs) {
        return transactions.readOnly(
                profile,
                tx -> jobs.stream()
                        .map(job -> job.price().or(() -> prices.priceOf(job.request(), tx.now())))
                        .toList());
    }

    /**
     * Returns a job.
     *
     * @throws StorageException.NotFound if the job does not exist in the profile
     */
    public ProviderJob get(JobId id) {
        return transactions.readOnly(profile, tx -> require(tx, id));
    }

    /**
     * Returns a job with its results and failed attempts.
     *
     * @throws StorageException.NotFound if the job does not exist in the profile
     */
    public JobDetails details(JobId id) {
        return transactions.readOnly(profile, tx -> {
            ProviderJob job = require(tx, id);
            return new JobDetails(
                    job, reusedFrom(tx, job), tx.jobs().results(id), tx.jobs().attempts(id));
        });
    }

    private static Optional<JobId> reusedFrom(Tx tx, ProviderJob job) {
        if (job.state() != JobState.SUCCEEDED || job.settledNanos().orElse(0L) > 0) {
            return Optional.empty();
        }
        try {
            JobId paid = ReusableResults.paidFor(job, tx.jobs().usable(job.fingerprint(), MAX_TAKES));
            return Optional.of(paid).filter(one -> !one.equals(job.id()));
        } catch (StorageException.Corrupt e) {
            // another job for the same; this one is shown all the same
            return Optional.empty();
        }
    }

    /** Returns the jobs that match the filter, newest first. */
    public Page<ProviderJob> list(JobFilter filter, PageRequest page) {
        return transactions.readOnly(profile, tx -> tx.jobs().list(filter, page));
    }

    /** Returns the number of jobs that are not finished in each state; a state without jobs is left out. */
    public Map<JobState, Long> active() {
        return transactions.readOnly(profile, tx -> tx.jobQueue().activeJobs());
    }

    /** Returns the number of jobs whose results are not stored, and are deleted by their provider within {@link #EXPIRING_SOON}. */
    public long expiring() {
        return transactions.readOnly(
                profile, tx -> tx.jobQueue().expiringJobs(tx.now().plus(EXPIRING_SOON)));
    }

    private static ProviderJob require(Tx tx, JobId id) {
        return tx.jobs()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(), "There is no job " + id + " in profile " + tx.profile() + "."));
    }

    /**
     * Cancels a job that was not sent yet. Its price is free again.
     *
     * @throws StorageException.NotFound if the job does not exist in the profile
     * @throws StorageException.Conflict if it was sent already, or is finished
     */
    public ProviderJob cancel(JobId id) {
        return transactions.inTransaction(profile, tx -> {
            ProviderJob job = require(tx, id);
            if (job.state() != JobState.PLANNED) {
                throw notCancelled(job);
            }
            return cancelled(tx, job);
        });
    }

    /**
     * Cancels a job, also one that was sent, if the provider can cancel it without charging it.
     *
     * @param client speaks to the provider of the job
     * @throws StorageException.NotFound if the job does not exist in the profile
     * @throws StorageException.Conflict if the provider does not cancel it, or the job is finished
     * @throws StorageException.Unavailable if the provider does not answer
     */
    public ProviderJob cancel(JobId id, ProviderClient client) {
        ProviderJob job = get(id);
        if (job.state() != JobState.SUBMITTED) {
            return cancel(id);
        }
        try {
            Operation operation = new Operation(job.operationName().orElseThrow(), job.operationEndpoint());
            if (!client.cancel(operation)) {
                throw notCancelled(job);
            }
        } catch (ProviderException e) {
            throw StorageException.Unavailable.passing(
                    id.value(), "The provider did not answer: " + e.getMessage() + "; try again.", e);
        }
        return transactions.inTransaction(profile, tx -> cancelled(tx, job));
    }

    private static ProviderJob cancelled(Tx tx, ProviderJob job) {
        return changed(job, () -> new JobSteps(tx).end(job, JobState.CANCELLED, nothing(job), JobService::fenced));
    }

    private static StorageException.Conflict notCancelled(ProviderJob job) {
        String why = switch (job.state()) {
            case SUBMITTING -> "is being sent right now; look at it again in a moment.";
            case SUBMITTED ->
                "is being generated, and the provider " + job.provider()
                        + " does not cancel it; its result will be stored.";
            case DOWNLOADING -> "is generated and paid for; its results are being stored.";
            case OUTCOME_UNKNOWN -> "may have been accepted; decide with job resolve.";
            default -> "is " + job.state() + " already.";
        };
        return new StorageException.Conflict(job.id().value(), "The job " + job.id() + " " + why);
    }

    /**
     * Records what a person has found out about a job whose outcome is unknown; or that the results of a job that the provider has accepted are
     * lost, such as one that it never finishes. Results that are stored stay, and the job has succeeded then.
     *
     * @throws StorageException.NotFound if the job does not exist in the profile
     * @throws StorageException.Conflict if its outcome is not unknown, and it is not {@link Resolution.Lost} of a job that was accepted
     */
    public ProviderJob resolve(JobId id, Resolution resolution) {
        return transactions.inTransaction(profile, tx -> {
            ProviderJob job = require(tx, id);
            JobSteps steps = new JobSteps(tx);
            if (job.state() != JobState.OUTCOME_UNKNOWN
                    && !(resolution instanceof Resolution.Lost && isAccepted(job))) {
                throw new StorageException.Conflict(
                        id.value(),
                        "The outcome of the job " + id + " is known: it is " + job.state()
                                + "; there is nothing to resolve.");
            }
            return changed(job, () -> resolved(steps, job, resolution));
        });
    }

    /** A person may give up what was accepted: also an operation that its provider says is running, for ever. */
    private static boolean isAccepted(ProviderJob job) {
        return job.state() == JobState.SUBMITTED || job.state() == JobState.DOWNLOADING;
    }

    private static ProviderJob resolved(JobSteps steps, ProviderJob job, Resolution resolution) {
        if (resolution instanceof Resolution.Accepted accepted) {
            return steps.change(
                    job,
                    values -> JobSteps.withoutFailure(fenced(values))
                            .state(JobState.SUBMITTED)
                            .operationName(accepted.operation().name())
                            .operationEndpoint(accepted.operation().endpoint()));
        }
        if (resolution instanceof Resolution.SendAgain) {
            return steps.change(
                    job,
                    values -> fenced(values)
                            .state(JobState.PLANNED)
                            .operationName(Optional.empty())
                            .operationEndpoint(Optional.empty()));
        }
        if (resolution instanceof Resolution.GiveUp) {
            return steps.end(
                    job,
                    JobState.FAILED,
                    nothing(job),
                    values -> fenced(values)
                            .failure(FailureClass.GONE)
                            .errorMessage("A person decided that it was not accepted."));
        }
        return steps.endWithoutRest(
                job, FailureClass.GONE, "A person decided that its results are lost.", JobService::fenced);
    }

    /** Frees a job for the next step, and keeps a worker that still has it from changing it. */
    private static ProviderJobBuilder fenced(ProviderJobBuilder values) {
        ProviderJob job = values.build();
        return values.fence(job.fence() + 1).worker(ProviderJob.FREE).dueAt(Instant.EPOCH);
    }

    private static Optional<Money> nothing(ProviderJob job) {
        return job.currency().map(Money::zero);
    }

    /** A job that a worker has changed in the same moment. */
    private static ProviderJob changed(ProviderJob job, Supplier<ProviderJob> change) {
        try {
            return change.get();
        } catch (JobSteps.LostClaim e) {
            throw new StorageException.Conflict(
                    job.id().value(), "The job " + job.id() + " has changed in this moment; look at it again.");
        }
    }

    /**
     * Asks again for what a failed or cancelled job was to generate: a new job, with the same request, take and price.
     *
     * @throws StorageException.NotFound if the job does not exist in the profile
     * @throws StorageException.Conflict if it has not failed and was not cancelled
     */
    public RequestedJob retry(JobId id) {
        ProviderJob job = get(id);
        if (job.state() != JobState.FAILED && job.state() != JobState.CANCELLED && job.state() != JobState.FILTERED) {
            throw new StorageException.Conflict(
                    id.value(),
                    "The job " + id + " is " + job.state()
                            + "; only failed, filtered and cancelled jobs are repeated.");
        }
        NewJob again = new NewJob(job.frozen(), job.projectId(), job.sceneId(), Force.REUSE, job.price());
        return transactions
                .inTransaction(profile, tx -> new Admission(tx, Set.of()).sameTake(again, job.take()))
                .orElseGet(() -> request(again));
    }

    /**
     * Sets a budget, or replaces the one of the same scope, subject and period.
     *
     * @param subject the id of the project or the name of the provider; empty text for the profile
     * @param limit the limit; 0 admits only what costs nothing
     * @throws StorageException.InvalidInput if the limit is negative, the subject does not fit the scope, or there is a budget in another
     *     currency such that no job could satisfy both: it is for the same jobs, or one of them is for all jobs of the profile
     * @throws StorageException.NotFound if there is no such project in the profile
     */
    public Budget setBudget(BudgetScope scope, String subject, BudgetPeriod period, Money limit) {
        return transactions.inTransaction(profile, tx -> {
            Budget budget = new Budget(scope, subject, period, limit.currency(), limit.nanos(), tx.now());
            if (scope == BudgetScope.PROJECT) {
                MediaTable.PROJECTS.require(tx, new ProjectId(subject));
            }
            tx.budgets().list().forEach(other -> requireBothCanHold(other, budget));
            tx.budgets().put(budget);
            return budget;
        });
    }

    /** A budget has one currency, so that of two, one would refuse each job that the other one admits. */
    private static void requireBothCanHold(Budget other, Budget budget) {
        if (!other.currency().equals(budget.currency())
                && !other.isReplacedBy(budget)
                && (other.includes(budget) || budget.includes(other))) {
            throw new StorageException.InvalidInput(
                    "currency",
                    "There is a budget of " + other + "; with one of " + budget
                            + ", each job that both are for would be refused by one of them, whatever its currency. Give both the same"
                            + " currency, or delete the other one first (budget delete).");
        }
    }

    /**
     * Deletes a budget.
     *
     * @return whether it existed
     */
    public boolean deleteBudget(BudgetScope scope, String subject, BudgetPeriod period) {
        return transactions.inTransaction(profile, tx -> tx.budgets().delete(scope, subject, period));
    }

    /** Returns the budgets with what is spent of them in their current periods, ordered by scope, subject and period. */
    public List<BudgetStatus> budgets() {
        return transactions.readOnly(profile, tx -> tx.budgets().statuses());
    }

    /**
     * Sums up what jobs cost; the sum of all lines is always the total.
     *
     * @param project only the jobs of a project
     * @param created only the jobs that were created in this range
     */
    public List<CostLine> costs(CostDimension by, Optional<ProjectId> project, TimeRange created) {
        return transactions.readOnly(profile, tx -> tx.budgets().costs(by, project, created));
    }
}
