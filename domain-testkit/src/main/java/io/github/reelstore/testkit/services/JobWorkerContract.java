package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.WorkerSteps.PATIENCE;
import static io.github.reelstore.testkit.services.WorkerSteps.PROVIDER;
import static io.github.reelstore.testkit.services.WorkerSteps.await;
import static io.github.reelstore.testkit.services.WorkerSteps.request;
import static io.github.reelstore.testkit.services.WorkerSteps.setup;
import static io.github.reelstore.testkit.services.WorkerSteps.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobRequestBuilder;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for which jobs a {@link JobWorker} takes, also from dead and stopped workers, and for when it calls a provider: limits, pauses,
 * and providers that hang. What it does with a job: {@link SendingContract}, {@link UnknownOutcomeContract}, {@link OperationPollsContract}, and
 * {@link DownloadingContract}. The test plays the provider; see {@link ServicesFixture}.
 */
public abstract class JobWorkerContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final WorkerSteps steps = new WorkerSteps(store);

    /** Another writer would have to wait for each look. */
    @Test
    void aWorkerWithoutWorkWritesItsSignsOfLifeOnly() {
        AtomicInteger writes = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        Transactions counted = new Transactions() {
            @Override
            public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
                writes.incrementAndGet();
                return store.transactions().inTransaction(profile, work);
            }

            @Override
            public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
                reads.incrementAndGet();
                return store.transactions().readOnly(profile, work);
            }

            @Override
            public void close() {}
        };
        try (JobWorker worker =
                store.startWorker(store.alice(), counted, StoreUnderTest.IMPATIENT, setup(new ScriptedProvider()))) {
            await(() -> reads.get() >= 40);
            long signs = store.transactions()
                    .readOnly(store.alice().profile(), tx -> tx.jobQueue().beats())
                    .values()
                    .iterator()
                    .next();
            assertThat((long) writes.get()).isBetween(signs, signs + 3);
            assertThat(worker).isNotNull();
        }
    }

    @Test
    void jobsOfOtherProvidersAndProfilesAreLeftAlone() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE).provider("singer"));
        VideoProject bobs = store.bob().newProject("b");
        JobService bobsJobs = store.jobs(store.bob(), PriceTable.EMPTY);
        ProviderJob other = bobsJobs.request(new NewJob(request(MediaKind.IMAGE).build(), bobs.id()))
                .job();
        ProviderJob own = steps.plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = new ScriptedProvider();
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> steps.now(own).state() == JobState.SUCCEEDED);
            assertThat(worker.awaitIdle(Duration.ZERO)).isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(steps.now(planned)).isEqualTo(planned);
        assertThat(bobsJobs.get(other.id())).isEqualTo(other);
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void whatADeadWorkerWasSendingIsUnknown() {
        ProviderJob left = steps.leftBy("dead", steps.plan(request(MediaKind.IMAGE)));
        ScriptedProvider provider = new ScriptedProvider();
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> steps.now(left).state() == JobState.OUTCOME_UNKNOWN);
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(provider.submits()).isEmpty();
        assertThat(steps.now(left).fence()).isGreaterThan(left.fence());
        assertThat(steps.failures(left)).containsExactly(FailureClass.MAYBE_ACCEPTED);
    }

    @Test
    void aDeadWorkersAcceptedJobIsPolledByAnother() {
        ProviderJob left = steps.leftBy("dead", steps.plan(request(MediaKind.IMAGE)));
        ScriptedProvider provider = new ScriptedProvider();
        steps.accepted(left, provider, values -> values);
        steps.work(provider);
        assertThat(steps.now(left).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).isEmpty();
    }

    @Test
    void moreJobsThanAreTakenOverAtOnceDoNotWaitForTheNextSignOfLife() throws InterruptedException {
        ScriptedProvider provider = new ScriptedProvider();
        List<ProviderJob> left = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            ProviderJob planned = planNewTake(request(MediaKind.IMAGE));
            ProviderJob sent = store.transactions()
                    .inTransaction(
                            planned.profileId(),
                            tx -> tx.jobQueue()
                                    .claimPlanned("dead", PROVIDER, "key", 1_000, 1)
                                    .get(0));
            steps.accepted(sent, provider, values -> values.worker(ProviderJob.FREE));
            left.add(planned);
        }
        WorkerOptions options = new WorkerOptions(
                4,
                2,
                Duration.ofMillis(5),
                Duration.ofMillis(5),
                Duration.ofMillis(1),
                Duration.ofHours(1),
                Duration.ofHours(3),
                Duration.ZERO);
        try (JobWorker worker = store.startWorker(store.alice(), options, setup(provider))) {
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(provider.submits()).isEmpty();
        assertThat(left).allSatisfy(job -> assertThat(steps.now(job).state()).isEqualTo(JobState.SUCCEEDED));
    }

    @Test
    void aLivingWorkersJobIsNotTakenOver() {
        ProviderJob left = steps.leftBy("alive", steps.plan(request(MediaKind.IMAGE)));
        try (JobWorker worker = store.startWorker(store.alice(), setup(new ScriptedProvider()))) {
            for (int i = 0; i < 20; i++) {
                store.transactions().inTransaction(left.profileId(), tx -> {
                    tx.jobQueue().beat("alive");
                    return left;
                });
                sleep(50);
            }
            assertThat(steps.now(left)).isEqualTo(left);
            assertThat(worker.awaitIdle(Duration.ZERO)).isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFrozenWorkerThatWakesChangesNothing() throws InterruptedException {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        ScriptedProvider slow = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                asked.countDown();
                try {
                    woken.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return accept(number, request);
            }
        };
        try (JobWorker frozen = store.startWorker(store.alice(), setup(slow))) {
            asked.await();
            ProviderJob sending = steps.now(planned);
            ProviderJob taken = store.transactions().inTransaction(planned.profileId(), tx -> {
                ProviderJob claimed = tx.jobQueue()
                        .claimSent("other", Set.of(PROVIDER), List.of(sending.worker()), 10)
                        .get(0);
                tx.jobs()
                        .update(
                                claimed,
                                claimed.toBuilder()
                                        .state(JobState.OUTCOME_UNKNOWN)
                                        .build());
                return claimed;
            });
            woken.countDown();
            await(() -> !steps.failures(planned).isEmpty());
            ProviderJob after = steps.now(planned);
            assertThat(after.state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
            assertThat(after.worker()).isEqualTo("other");
            assertThat(after.fence()).isEqualTo(taken.fence());
            assertThat(after.operationName()).isEmpty();
            assertThat(steps.jobs().details(planned.id()).attempts().get(0).message())
                    .as("what it knows helps the person who decides")
                    .contains("op-1");
            assertThat(frozen).isNotNull();
        }
        assertThat(slow.submits()).hasSize(1);
    }

    /** Otherwise the worker would take the job for one that it has claimed without knowing it, and send it again. */
    @Test
    void theLateEndOfAnEarlierClaimLeavesALaterOneInHand() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch notFound = new CountDownLatch(1);
        CountDownLatch sentAgain = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                if (number == 1) {
                    throw failure(FailureClass.MAYBE_ACCEPTED);
                }
                sentAgain.countDown();
                waitFor(answer);
                return accept(number, request);
            }

            @Override
            public boolean canFind() {
                return true;
            }

            @Override
            public Lookup find(SubmitRequest request) {
                asked.countDown();
                waitFor(notFound);
                return new Lookup.Unknown();
            }
        };
        AtomicInteger refusals = new AtomicInteger();
        Transactions failing = steps.refusing(() -> refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
        try (JobWorker worker = store.startWorker(store.alice(), failing, StoreUnderTest.IMPATIENT, setup(provider))) {
            waitFor(asked);
            planAgainAs("other", steps.now(planned));
            waitFor(sentAgain);
            notFound.countDown();
            sleep(200);
            // so that the worker looks for claims that it does not know
            refusals.set(1);
            await(() -> refusals.get() == 0);
            sleep(1_500);
            assertThat(provider.submits()).hasSize(2);
            answer.countDown();
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(2);
    }

    /** Another worker takes the job over, finds out that it was not accepted, and plans it again. */
    private void planAgainAs(String worker, ProviderJob unknown) {
        boolean planned = store.transactions().inTransaction(unknown.profileId(), tx -> {
            ProviderJob claimed = tx.jobQueue()
                    .claimSent(worker, Set.of(PROVIDER), List.of(unknown.worker()), 10)
                    .get(0);
            return tx.jobs()
                    .update(
                            claimed,
                            claimed.toBuilder()
                                    .state(JobState.PLANNED)
                                    .worker(ProviderJob.FREE)
                                    .dueAt(Instant.EPOCH)
                                    .build());
        });
        assertThat(planned).isTrue();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStoppedWorkerWaitsForItsAnswersAndFreesItsJobs() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        CountDownLatch asked = new CountDownLatch(1);
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                asked.countDown();
                sleep(500);
                return accept(number, request);
            }
        };
        try (JobWorker stopped = store.startWorker(store.alice(), setup(provider))) {
            asked.await();
            assertThat(stopped).isNotNull();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        ProviderJob left = steps.now(planned);
        assertThat(left.state()).isIn(JobState.SUBMITTED, JobState.SUCCEEDED, JobState.DOWNLOADING);
        assertThat(left.operationName()).contains("op-1");
        assertThat(left.worker()).isEqualTo(ProviderJob.FREE);
        Map<String, Long> workers = store.transactions()
                .readOnly(planned.profileId(), tx -> tx.jobQueue().beats());
        assertThat(workers).isEmpty();
        steps.work(provider);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void aStoppedWorkerSendsNothingMore() throws InterruptedException {
        steps.plan(request(MediaKind.IMAGE));
        steps.plan(request(MediaKind.IMAGE).prompt("another"));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                asked.countDown();
                waitFor(answer);
                // finished, so that the next one might be sent
                return new Submission(accept(number, request).operation(), Optional.of(done()));
            }
        };
        JobWorker worker = store.startWorker(store.alice(), new ProviderSetup(PROVIDER, provider, "key", 1, 60_000));
        waitFor(asked);
        // the next look waits for the only thread that sends
        sleep(200);
        Thread stopping = new Thread(worker::close);
        stopping.start();
        sleep(200);
        answer.countDown();
        stopping.join();

        assertThat(provider.submits()).hasSize(1);
        Map<JobState, Long> active = store.transactions()
                .readOnly(store.alice().profile(), tx -> tx.jobQueue().activeJobs());
        assertThat(active).containsEntry(JobState.PLANNED, 1L);
    }

    @Test
    void anotherWorkerDoesNotTakeOverWhatAStoppedOneStillWaitsFor() throws InterruptedException {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        CountDownLatch asked = new CountDownLatch(1);
        ScriptedProvider slow = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                asked.countDown();
                // longer than a worker may be silent
                sleep(1_500);
                return accept(number, request);
            }
        };
        try (JobWorker stopped = store.startWorker(store.alice(), setup(slow))) {
            asked.await();
            try (JobWorker other = store.startWorker(store.alice(), setup(slow))) {
                Thread stopping = new Thread(stopped::close);
                stopping.start();
                stopping.join();
                assertThat(other.awaitIdle(PATIENCE)).isTrue();
            }
        }
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(steps.failures(planned)).isEmpty();
        assertThat(slow.submits()).hasSize(1);
    }

    @Test
    void noMoreJobsAreInFlightThanTheCredentialAllows() {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Map<String, Instant> polled = new ConcurrentHashMap<>();
        List<ProviderJob> planned = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            planned.add(steps.plan(request(MediaKind.IMAGE).prompt("lake " + i)));
        }
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                return accept(number, request);
            }

            @Override
            public Progress poll(Operation operation) throws ProviderException {
                if (polled.putIfAbsent(operation.name(), Instant.now()) == null) {
                    return new Progress.Running(Optional.of(Duration.ofMillis(50)));
                }
                inFlight.decrementAndGet();
                return super.poll(operation);
            }
        };
        ProviderSetup limited = new ProviderSetup(PROVIDER, provider, "key", 2, 60_000);
        try (JobWorker one = store.startWorker(store.alice(), limited);
                JobWorker other = store.startWorker(store.alice(), limited)) {
            assertThat(one.awaitIdle(PATIENCE)).isTrue();
            assertThat(other.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(planned).allSatisfy(job -> assertThat(steps.now(job).state()).isEqualTo(JobState.SUCCEEDED));
        assertThat(provider.submits()).hasSize(8);
    }

    @Test
    void callsOfAllKindsAreLimitedIfTheCredentialSaysSo() throws InterruptedException {
        int jobs = 4;
        for (int i = 0; i < jobs; i++) {
            steps.plan(request(MediaKind.IMAGE).prompt("lake " + i));
        }
        List<Long> calls = Collections.synchronizedList(new ArrayList<>());
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                calls.add(System.nanoTime());
                return accept(number, request);
            }

            @Override
            public Progress poll(Operation operation) throws ProviderException {
                calls.add(System.nanoTime());
                return super.poll(operation);
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                calls.add(System.nanoTime());
                return super.open(file, offset);
            }
        };
        long interval = Duration.ofMillis(50).toNanos();
        int perMinute = (int) (Duration.ofMinutes(1).toNanos() / interval);
        ProviderSetup limited = new ProviderSetup(PROVIDER, provider, "key", 4, 60_000, Optional.of(perMinute));
        long start = System.nanoTime();
        try (JobWorker worker = store.startWorker(store.alice(), limited)) {
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(calls).hasSize(3 * jobs);
        assertThat(calls.get(calls.size() - 1) - start).isGreaterThanOrEqualTo((3 * jobs - 1) * interval);
    }

    @Test
    void aPauseThatTheProviderAsksForHoldsBackWhatIsPlannedAlready() throws InterruptedException {
        ProviderJob limited = steps.plan(request(MediaKind.IMAGE));
        steps.plan(request(MediaKind.IMAGE).prompt("another"));
        AtomicInteger polls = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                if (!isFor(operation, "a lake")) {
                    polls.incrementAndGet();
                    return new Progress.Running(Optional.of(Duration.ofMillis(10)));
                }
                if (polls.get() < 5) {
                    return new Progress.Running(Optional.of(Duration.ofMillis(10)));
                }
                throw new ProviderException(
                        FailureClass.RATE_LIMITED, "too many", Optional.of(Duration.ofHours(1)), null);
            }
        };
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> steps.failures(limited).contains(FailureClass.RATE_LIMITED));
            int before = polls.get();
            sleep(500);
            assertThat(polls.get()).as("at most the one that was on its way").isLessThanOrEqualTo(before + 1);
            assertThat(worker.awaitIdle(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void aPauseOfZeroIsNotObeyed() throws InterruptedException {
        Duration pause = Duration.ofMillis(200);
        WorkerOptions options = new WorkerOptions(
                4,
                2,
                Duration.ofMillis(5),
                pause.multipliedBy(10),
                pause,
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                Duration.ZERO);
        Optional<Duration> none = Optional.of(Duration.ZERO);
        AtomicInteger polls = new AtomicInteger();
        AtomicInteger downloads = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                if (number == 1) {
                    throw new ProviderException(FailureClass.NEVER_SENT, "not yet", none, null);
                }
                return accept(number, request);
            }

            @Override
            public Progress poll(Operation operation) throws ProviderException {
                int number = polls.incrementAndGet();
                if (number <= 2) {
                    return new Progress.Running(none);
                }
                if (number <= 4) {
                    throw new ProviderException(
                            number == 3 ? FailureClass.TEMPORARY : FailureClass.RATE_LIMITED, "busy", none, null);
                }
                return super.poll(operation);
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                if (downloads.incrementAndGet() <= 2) {
                    throw new ProviderException(FailureClass.TEMPORARY, "busy", none, null);
                }
                return super.open(file, offset);
            }
        };
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        try (JobWorker worker = store.startWorker(store.alice(), options, setup(provider))) {
            await(() -> !steps.failures(planned).isEmpty());
            sleep(100);
            assertThat(provider.submits())
                    .as("the clock of the database stands still")
                    .hasSize(1);
            long begin = System.nanoTime();
            store.clock.advance(pause);
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("7 pauses: the one before the first poll, and those after 4 polls and 2 downloads")
                    .isGreaterThanOrEqualTo(pause.multipliedBy(7));
        }
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(polls).hasValue(5);
        assertThat(downloads).hasValue(3);
    }

    @Test
    void aProviderThatHangsKeepsNoOtherOneWaiting() {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(6);
        ScriptedProvider silent = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                if (!isFor(operation, "a file")) {
                    hanging.countDown();
                    waitFor(end);
                }
                return super.poll(operation);
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                hanging.countDown();
                waitFor(end);
                return super.open(file, offset);
            }
        };
        // as many as there are threads: first the downloads, then the polls
        List<ProviderJob> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            others.add(planNewTake(request(MediaKind.IMAGE).provider("singer").prompt("a file")));
        }
        try (JobWorker worker = store.startWorker(
                store.alice(),
                new ProviderSetup("singer", silent, "other", 6, 60_000),
                setup(new ScriptedProvider()))) {
            await(() -> others.stream().allMatch(job -> steps.now(job).state() == JobState.DOWNLOADING));
            for (int i = 0; i < 4; i++) {
                others.add(
                        planNewTake(request(MediaKind.IMAGE).provider("singer").prompt("a poll")));
            }
            waitFor(hanging);
            ProviderJob own = steps.plan(request(MediaKind.IMAGE));
            await(() -> steps.now(own).state() == JobState.SUCCEEDED);
            end.countDown();
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            end.countDown();
        }
        assertThat(others).allSatisfy(job -> assertThat(steps.now(job).state()).isEqualTo(JobState.SUCCEEDED));
    }

    private ProviderJob planNewTake(JobRequestBuilder request) {
        VideoProject project = store.alice().newProject("p");
        return steps.jobs()
                .request(new NewJob(request.build(), project.id()).asNewTake())
                .job();
    }
}
