package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.WorkerSteps.PATIENCE;
import static io.github.reelstore.testkit.services.WorkerSteps.PRICE;
import static io.github.reelstore.testkit.services.WorkerSteps.await;
import static io.github.reelstore.testkit.services.WorkerSteps.request;
import static io.github.reelstore.testkit.services.WorkerSteps.setup;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for how {@link JobWorker} asks how far an operation is, what it does after failures, and what it books as the cost. The test
 * plays the provider; see {@link ServicesFixture}.
 */
public abstract class OperationPollsContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final WorkerSteps steps = new WorkerSteps(store);

    @Test
    void pollsAreRepeatedAndAnUnknownOperationIsBelievedLate() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        AtomicInteger polls = new AtomicInteger();
        steps.work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                return switch (polls.incrementAndGet()) {
                    case 1 -> throw failure(FailureClass.GONE);
                    case 2 -> throw failure(FailureClass.TEMPORARY);
                    case 3 -> throw new IllegalStateException("a fault");
                    case 4 -> new Progress.Running(Optional.empty());
                    default -> super.poll(operation);
                };
            }
        });
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(steps.failures(planned))
                .containsExactly(FailureClass.GONE, FailureClass.TEMPORARY, FailureClass.TEMPORARY);
    }

    /** Some operations take a second, others ten minutes. */
    @Test
    void theFirstPollComesSoonAndTheNextOnesLater() throws InterruptedException {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        List<Long> times = new ArrayList<>();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                times.add(System.nanoTime());
                return accept(number, request);
            }

            @Override
            public Progress poll(Operation operation) throws ProviderException {
                times.add(System.nanoTime());
                return times.size() < 4 ? new Progress.Running(Optional.empty()) : super.poll(operation);
            }
        };
        Duration longest = Duration.ofSeconds(1);
        try (JobWorker worker =
                store.startWorker(store.alice(), StoreUnderTest.IMPATIENT.withPoll(longest), setup(provider))) {
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(times).hasSize(4);
        assertThat(times.get(1) - times.get(0)).as("the first pause").isLessThan(longest.toNanos());
        long tenth = longest.dividedBy(10).toNanos();
        for (int i = 1; i < 4; i++) {
            assertThat(times.get(i) - times.get(i - 1)).as("pause " + i).isGreaterThanOrEqualTo(tenth << (i - 1));
        }
    }

    @Test
    void anAnswerToAPollEndsARowOfFailures() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        List<ProviderJob> seen = new ArrayList<>();
        AtomicInteger polls = new AtomicInteger();
        steps.work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                seen.add(steps.now(planned));
                return switch (polls.incrementAndGet()) {
                    case 1, 2 -> throw failure(FailureClass.TEMPORARY);
                    case 3 -> new Progress.Running(Optional.empty());
                    default -> super.poll(operation);
                };
            }
        });
        assertThat(seen).extracting(ProviderJob::failures).containsExactly(0, 1, 2, 0);
        assertThat(seen.get(3).errorMessage()).isEmpty();
    }

    @Test
    void aStepWhoseCommitIsRefusedCountsAsAFailure() throws InterruptedException {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        Set<Thread> refused = ConcurrentHashMap.newKeySet();
        AtomicInteger polls = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                if (polls.incrementAndGet() <= 3) {
                    refused.add(Thread.currentThread());
                } else {
                    await(() -> steps.now(planned).failures() == 3);
                }
                return super.poll(operation);
            }
        };
        Transactions failing = new RefusingTransactions(
                store.transactions(),
                () -> refused.remove(Thread.currentThread())
                        ? Optional.of(new StorageException.InvalidInput("amount", "This cannot be stored."))
                        : Optional.empty());
        try (JobWorker worker = store.startWorker(store.alice(), failing, StoreUnderTest.IMPATIENT, setup(provider))) {
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(steps.jobs().details(planned.id()).attempts())
                .singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.times()).isEqualTo(3);
                    assertThat(attempt.message()).contains("failed unexpectedly: This cannot be stored.");
                });
    }

    /** After a long outage, an operation that is unknown for a moment is still asked for. */
    @Test
    void onlyFailuresOfTheSameClassBringAJobNearerToItsEnd() {
        ProviderJob left = steps.leftBy("dead", steps.plan(request(MediaKind.IMAGE)));
        AtomicInteger polls = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                if (polls.incrementAndGet() == 1) {
                    throw failure(FailureClass.GONE);
                }
                return super.poll(operation);
            }
        };
        steps.accepted(left, provider, values -> values.failures(100).failure(FailureClass.TEMPORARY));
        steps.work(provider);
        assertThat(steps.now(left).state()).isEqualTo(JobState.SUCCEEDED);
    }

    /** The account of another key may not know the operation: a worker with the right one goes on with it. */
    @Test
    void anOperationOfAnotherCredentialIsNotGivenUp() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        ProviderJob claimed = steps.leftBy("dead", planned);
        AtomicInteger polls = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                if (polls.incrementAndGet() <= 38) {
                    throw failure(FailureClass.GONE);
                }
                return super.poll(operation);
            }
        };
        steps.accepted(claimed, provider, job -> job.credential("key of another account"));
        steps.workThenAdvance(provider, planned);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(polls).hasValue(39);
    }

    @Test
    void anOperationThatIsGoneForGoodFailsAtItsPrice() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        steps.work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                throw failure(FailureClass.GONE);
            }
        });
        assertThat(steps.now(planned).state()).isEqualTo(JobState.FAILED);
        assertThat(steps.now(planned).charged()).as("it may have been charged").contains(PRICE);
    }

    @Test
    void aResultThatIsFilteredIsNoErrorAndCostsNothing() {
        ProviderJob named = steps.plan(request(MediaKind.VIDEO));
        ProviderJob empty = steps.plan(request(MediaKind.VIDEO).prompt("another"));
        steps.work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return isFor(operation, "a lake") ? new Progress.Filtered(List.of("safety", "faces")) : done();
            }
        });
        assertThat(steps.now(named).state()).isEqualTo(JobState.FILTERED);
        assertThat(steps.now(named).errorMessage()).contains("safety; faces");
        assertThat(steps.now(named).failure()).isEmpty();
        assertThat(steps.now(named).charged()).contains(Money.parse("0 USD"));
        assertThat(steps.now(empty).state()).isEqualTo(JobState.FILTERED);
        assertThat(store.files()).isEmpty();
    }

    @Test
    void aJobThatFailsAtTheProviderCostsWhatItCharges() {
        ProviderJob free = steps.plan(request(MediaKind.VIDEO));
        ProviderJob charged = steps.plan(request(MediaKind.VIDEO).prompt("another"));
        steps.work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                boolean first = isFor(operation, "a lake");
                return new Progress.Failed("internal", first ? Optional.empty() : Optional.of(Money.parse("0.01 USD")));
            }
        });
        assertThat(steps.now(free).state()).isEqualTo(JobState.FAILED);
        assertThat(steps.now(free).charged()).contains(Money.parse("0 USD"));
        assertThat(steps.now(charged).charged()).contains(Money.parse("0.01 USD"));
    }

    @Test
    void whatTheProviderReportsIsSettled() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        Instant expiry = store.clock.instant().plus(Duration.ofDays(2));
        steps.work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return new Progress.Done(
                        List.of(file(operation, 0)),
                        Optional.of(Usage.of(new BigDecimal("12.5"), "credits")),
                        Optional.of(Money.parse("0.031 USD")),
                        Optional.of(expiry));
            }
        });
        ProviderJob done = steps.now(planned);
        assertThat(done.charged()).contains(Money.parse("0.031 USD"));
        assertThat(done.price()).contains(PRICE);
        assertThat(done.usage()).contains(Usage.of(new BigDecimal("12.5"), "credits"));
        assertThat(done.remoteExpiresAt()).contains(expiry);
    }

    @Test
    void aChargeInAnotherCurrencyIsNotedAndBookedAtThePrice() {
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return new Progress.Done(
                        List.of(file(operation, 0)),
                        Optional.empty(),
                        Optional.of(Money.parse("2 EUR")),
                        Optional.empty());
            }
        };
        ProviderJob job = steps.plan(request(MediaKind.IMAGE));
        steps.work(provider);
        assertThat(steps.now(job).charged()).contains(PRICE);
        assertThat(steps.jobs().details(job.id()).attempts())
                .extracting(JobAttempt::message)
                .singleElement()
                .asString()
                .contains("2 EUR", "0.04 USD", job.id().value());
    }

    @Test
    void aChargeThatABudgetCannotCountIsNotedAndBookedAtThePrice() {
        Budget budget = new Budget(
                BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, PRICE.currency(), Long.MAX_VALUE, store.clock.instant());
        store.transactions().inTransaction(store.alice().profile(), tx -> {
            tx.budgets().put(budget);
            return budget;
        });
        VideoProject project = store.alice().newProject("another");
        steps.jobs()
                .request(new NewJob(request(MediaKind.IMAGE).provider("singer").build(), project.id())
                        .withPrice(Money.parse("1 USD")));
        Money charged = Money.parse("9223372036 USD");
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return new Progress.Done(
                        List.of(file(operation, 0)), Optional.empty(), Optional.of(charged), Optional.empty());
            }
        };
        ProviderJob job = steps.plan(request(MediaKind.IMAGE));
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> steps.now(job).state() == JobState.SUCCEEDED);
            assertThat(worker).isNotNull();
        }
        assertThat(steps.now(job).charged()).contains(PRICE);
        assertThat(steps.jobs().details(job.id()).attempts())
                .extracting(JobAttempt::message)
                .singleElement()
                .asString()
                .contains(charged.toString(), "0.04 USD", job.id().value());
        long spent = store.transactions()
                .readOnly(store.alice().profile(), tx -> tx.budgets().spent(budget, store.clock.instant()));
        assertThat(spent).isEqualTo(Money.parse("1.04 USD").nanos());
    }
}
