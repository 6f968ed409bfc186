package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.WorkerSteps.PATIENCE;
import static io.github.reelstore.testkit.services.WorkerSteps.PRICE;
import static io.github.reelstore.testkit.services.WorkerSteps.await;
import static io.github.reelstore.testkit.services.WorkerSteps.request;
import static io.github.reelstore.testkit.services.WorkerSteps.setup;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.Resolution;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Contract tests for what {@link JobWorker} does if it is not known whether the provider has accepted a request: it does not send it again before
 * the provider or a person has decided. The test plays the provider; see {@link ServicesFixture}.
 */
public abstract class UnknownOutcomeContract {

    /** A worker that believes a provider after a while only. */
    private static final WorkerOptions DOUBTFUL = new WorkerOptions(
            StoreUnderTest.IMPATIENT.threads(),
            StoreUnderTest.IMPATIENT.downloads(),
            StoreUnderTest.IMPATIENT.look(),
            StoreUnderTest.IMPATIENT.poll(),
            StoreUnderTest.IMPATIENT.retry(),
            StoreUnderTest.IMPATIENT.beat(),
            StoreUnderTest.IMPATIENT.dead(),
            Duration.ofSeconds(5));

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final WorkerSteps steps = new WorkerSteps(store);

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"MAYBE_ACCEPTED", "TEMPORARY", "INVALID", "GONE"})
    void anAnswerThatNeverCameIsUnknownAndNotSentAgain(FailureClass failure) {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = ScriptedProvider.failing(failure);
        steps.work(provider);
        store.clock.advance(Duration.ofDays(3));
        steps.work(provider);
        ProviderJob unknown = steps.now(planned);
        assertThat(unknown.state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
        assertThat(unknown.cost()).as("it may have been charged").contains(PRICE);
        assertThat(provider.submits()).hasSize(1);
        assertThat(steps.jobs()
                        .request(new NewJob(planned.frozen(), planned.projectId()))
                        .job()
                        .id())
                .as("a second request joins it")
                .isEqualTo(planned.id());
    }

    @Test
    void aFaultOfTheClientIsUnknownToo() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                throw new IllegalStateException("a fault");
            }
        };
        steps.work(provider);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void anErrorThatNamesAnOperationIsUnknownAndTheNameIsKept() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        steps.work(new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                throw failure(FailureClass.MAYBE_ACCEPTED).naming(new Operation("op-7", Optional.of("eu")));
            }
        });
        assertThat(steps.now(planned).state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
        assertThat(steps.now(planned).operationName()).contains("op-7");
        assertThat(steps.now(planned).operationEndpoint()).contains("eu");

        ProviderJob again = steps.jobs().resolve(planned.id(), new Resolution.SendAgain());
        assertThat(again.operationName())
                .as("another attempt is another operation")
                .isEmpty();
        assertThat(again.operationEndpoint()).isEmpty();
    }

    /** Does not answer in time, and names the operation later. */
    private static class LateProvider extends ScriptedProvider {

        private final CompletableFuture<Operation> late = new CompletableFuture<>();

        @Override
        Submission answer(int number, SubmitRequest request) throws ProviderException {
            accept(number, request);
            throw failure(FailureClass.MAYBE_ACCEPTED).answeredLate(late);
        }

        void nameOperation() {
            nameOperation("op-1");
        }

        void nameOperation(String name) {
            late.complete(new Operation(name));
        }
    }

    @Test
    void anOperationThatIsNamedLateIsBelieved() throws InterruptedException {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        LateProvider provider = new LateProvider();
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> steps.now(planned).state() == JobState.OUTCOME_UNKNOWN
                    && steps.now(planned).worker().equals(ProviderJob.FREE));
            provider.nameOperation();
            await(() -> steps.now(planned).state() == JobState.SUCCEEDED);
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(steps.now(planned).operationName()).contains("op-1");
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void anOperationThatIsNamedWhileTheWorkerIsClosedIsKeptForTheNextOne() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        LateProvider provider = new LateProvider() {
            @Override
            public void close() {
                nameOperation();
            }
        };
        steps.work(provider);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUBMITTED);
        assertThat(steps.now(planned).worker()).isEqualTo(ProviderJob.FREE);
        steps.work(provider);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void anOperationThatIsNamedAfterAPersonHasDecidedIsNotedOnly() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        LateProvider provider = new LateProvider();
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> steps.now(planned).state() == JobState.OUTCOME_UNKNOWN
                    && steps.now(planned).worker().equals(ProviderJob.FREE));
            ProviderJob givenUp = steps.jobs().resolve(planned.id(), new Resolution.GiveUp());
            provider.nameOperation("op-1\nforged");
            await(() -> steps.failures(planned).size() == 2);
            assertThat(steps.now(planned)).isEqualTo(givenUp);
            assertThat(worker).isNotNull();
        }
        assertThat(steps.jobs().details(planned.id()).attempts().get(1).message())
                .as("it is logged too, on one line")
                .contains("op-1?forged");
    }

    @Test
    void aPersonDecidesWhatBecomesOfAnUnknownOutcome() {
        ProviderJob accepted = unknown("accepted");
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                if (operation.name().equals("op-9")) {
                    accept(9, new SubmitRequest(accepted.frozen(), "t", List.of()));
                }
                return super.poll(operation);
            }
        };
        steps.jobs().resolve(accepted.id(), new Resolution.Accepted(new Operation("op-9")));
        steps.work(provider);
        assertThat(steps.now(accepted).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).isEmpty();

        ProviderJob again = unknown("again");
        steps.jobs().resolve(again.id(), new Resolution.SendAgain());
        steps.work(provider);
        assertThat(steps.now(again).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);

        ProviderJob givenUp = unknown("given up");
        assertThat(steps.jobs().resolve(givenUp.id(), new Resolution.GiveUp()).charged())
                .contains(Money.parse("0 USD"));
        ProviderJob lost = unknown("lost");
        assertThat(steps.jobs().resolve(lost.id(), new Resolution.Lost()).charged())
                .contains(PRICE);
        assertThat(steps.now(lost).state()).isEqualTo(JobState.FAILED);
        store.assertRefused(
                StorageException.Conflict.class, () -> steps.jobs().resolve(lost.id(), new Resolution.SendAgain()));
    }

    /** Otherwise a first poll that fails could end it, if its operation was looked for many times. */
    @Test
    void aJobThatAPersonSaysWasAcceptedBeginsWithoutFailures() {
        ProviderJob unknown = unknown("a lake");
        assertThat(unknown.failures()).isOne();
        ProviderJob accepted = steps.jobs().resolve(unknown.id(), new Resolution.Accepted(new Operation("op-9")));
        assertThat(accepted.failures()).isZero();
        assertThat(accepted.failure()).isEmpty();
        assertThat(accepted.errorMessage()).isEmpty();
        assertThat(steps.now(unknown)).isEqualTo(accepted);
    }

    private ProviderJob unknown(String prompt) {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE).prompt(prompt));
        steps.work(ScriptedProvider.failing(FailureClass.MAYBE_ACCEPTED));
        return steps.now(planned);
    }

    @Test
    void aClientThatCanFindTheOperationGoesOn() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        AtomicInteger finds = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                accept(number, request);
                throw failure(FailureClass.MAYBE_ACCEPTED);
            }

            @Override
            public boolean canFind() {
                return true;
            }

            @Override
            public Lookup find(SubmitRequest request) {
                assertThat(request.clientToken()).isEqualTo(submits().get(0).clientToken());
                return finds.incrementAndGet() < 3 ? new Lookup.Unknown() : new Lookup.Found(new Operation("op-1"));
            }
        };
        steps.workThenAdvance(provider, planned);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);
        assertThat(finds).hasValue(3);
    }

    /** The provider says so from the beginning, but the request may still be on its way. */
    @Test
    void aRequestThatMayStillBeOnItsWayIsNotSentAgain() throws InterruptedException {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        AtomicInteger finds = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                accept(number, request);
                throw failure(FailureClass.MAYBE_ACCEPTED);
            }

            @Override
            public boolean canFind() {
                return true;
            }

            @Override
            public Lookup find(SubmitRequest request) {
                return finds.incrementAndGet() < 4 ? new Lookup.NotAccepted() : new Lookup.Found(new Operation("op-1"));
            }
        };
        try (JobWorker worker = store.startWorker(store.alice(), DOUBTFUL, setup(provider))) {
            await(() -> steps.now(planned).state() == JobState.SUCCEEDED);
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(provider.submits()).hasSize(1);
        assertThat(finds).hasValue(4);
    }

    /** The worker that sent it ran for a short time only, as from a crontab. */
    @Test
    void afterAnHourARequestIsNotOnItsWayAnyMore() throws InterruptedException {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        AtomicBoolean later = new AtomicBoolean();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                if (number == 1) {
                    throw failure(FailureClass.MAYBE_ACCEPTED);
                }
                return accept(number, request);
            }

            @Override
            public boolean canFind() {
                return true;
            }

            @Override
            public Lookup find(SubmitRequest request) {
                return later.get() ? new Lookup.NotAccepted() : new Lookup.Unknown();
            }
        };
        try (JobWorker worker = store.startWorker(store.alice(), DOUBTFUL, setup(provider))) {
            await(() -> steps.now(planned).state() == JobState.OUTCOME_UNKNOWN);
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        store.clock.advance(Duration.ofMinutes(61));
        later.set(true);
        try (JobWorker worker = store.startWorker(store.alice(), DOUBTFUL, setup(provider))) {
            await(() -> steps.now(planned).state() == JobState.SUCCEEDED);
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(provider.submits()).hasSize(2);
    }

    /** What a restored database does not know was sent with another token, which the provider is not asked for. */
    @Test
    void aRequestThatThisDatabaseHasNotSeenSentIsLeftToAPerson() throws InterruptedException {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        ProviderJob claimed = steps.leftBy("dead", planned);
        store.transactions()
                .inTransaction(
                        planned.profileId(),
                        tx -> tx.jobs()
                                .update(
                                        claimed,
                                        claimed.toBuilder()
                                                .state(JobState.OUTCOME_UNKNOWN)
                                                .worker(ProviderJob.FREE)
                                                .failure(FailureClass.RESTORED)
                                                .build()));
        AtomicInteger finds = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public boolean canFind() {
                return true;
            }

            @Override
            public Lookup find(SubmitRequest request) {
                finds.incrementAndGet();
                return new Lookup.NotAccepted();
            }
        };
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> finds.get() > 0 && steps.now(planned).worker().equals(ProviderJob.FREE));
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(steps.now(planned).state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
        assertThat(provider.submits()).isEmpty();
    }

    @Test
    void aRequestThatWasCertainlyNotAcceptedIsSentAgain() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                if (number == 1) {
                    throw failure(FailureClass.MAYBE_ACCEPTED);
                }
                return accept(number, request);
            }

            @Override
            public boolean canFind() {
                return true;
            }

            @Override
            public Lookup find(SubmitRequest request) {
                return new Lookup.NotAccepted();
            }
        };
        steps.workThenAdvance(provider, planned);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(2);
    }
}
