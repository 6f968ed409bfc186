package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobRequestBuilder;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ProviderJobBuilder;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.domain.port.rows.JobQueue;
import io.github.reelstore.domain.port.rows.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Steps that the contracts of {@link JobWorker} share: they plan alice's jobs, have a worker do them while the test plays the provider, and ask
 * what became of them.
 */
final class WorkerSteps {

    static final String PROVIDER = "painter";
    static final Money PRICE = Money.parse("0.04 USD");
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StoreUnderTest store;

    WorkerSteps(StoreUnderTest store) {
        this.store = store;
    }

    JobService jobs() {
        return store.jobs(store.alice(), PriceTable.EMPTY);
    }

    static JobRequestBuilder request(MediaKind kind) {
        return JobRequest.builder()
                .provider(PROVIDER)
                .kind(kind)
                .model("canvas")
                .prompt("a lake");
    }

    ProviderJob plan(JobRequestBuilder request) {
        VideoProject project = store.alice().newProject("p");
        return jobs().request(
                        new NewJob(request.build(), project.id()).withScene("7").withPrice(PRICE))
                .job();
    }

    static ProviderSetup setup(ScriptedProvider provider) {
        return new ProviderSetup(PROVIDER, provider, "key", 4, 60_000);
    }

    /** Works until no job can go on by itself. */
    void work(ScriptedProvider provider) {
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The clock of the database stands still, so that a pause ends only if the test moves it. */
    void workThenAdvance(ScriptedProvider provider, ProviderJob job) {
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> {
                store.clock.advance(Duration.ofSeconds(1));
                return !now(job).state().isActive();
            });
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    ProviderJob now(ProviderJob job) {
        return jobs().get(job.id());
    }

    List<JobResult> results(ProviderJob job) {
        return jobs().details(job.id()).results();
    }

    List<FailureClass> failures(ProviderJob job) {
        return jobs().details(job.id()).attempts().stream()
                .map(JobAttempt::failure)
                .toList();
    }

    /** Leaves a job as a process does that dies at a step: claimed by a worker that gives no more signs of life. */
    ProviderJob leftBy(String worker, ProviderJob planned) {
        return store.transactions().inTransaction(planned.profileId(), tx -> {
            JobQueue queue = tx.jobQueue();
            queue.beat(worker);
            return queue.claimPlanned(worker, PROVIDER, "key", 10, 1).get(0);
        });
    }

    /** Has a provider accept a job, which is committed with more values. */
    void accepted(ProviderJob job, ScriptedProvider provider, UnaryOperator<ProviderJobBuilder> more) {
        provider.accept(4, new SubmitRequest(job.frozen(), job.clientToken(), List.of()));
        store.transactions()
                .inTransaction(
                        job.profileId(),
                        tx -> tx.jobs()
                                .update(
                                        job,
                                        more.apply(job.toBuilder()
                                                        .state(JobState.SUBMITTED)
                                                        .operationName("op-4"))
                                                .build()));
    }

    /** A database that is out of reach when the test says so. */
    Transactions refusing(BooleanSupplier refused) {
        return new RefusingTransactions(
                store.transactions(),
                () -> refused.getAsBoolean()
                        ? Optional.of(StorageException.Unavailable.lasting("database", "the disk is full", null))
                        : Optional.empty());
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waited too long").isNegative();
            sleep(10);
        }
    }

    static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
