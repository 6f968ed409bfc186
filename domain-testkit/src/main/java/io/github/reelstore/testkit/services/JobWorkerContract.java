package io.github.reelstore.testkit.services;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobRequestBuilder;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ProviderJobBuilder;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.Resolution;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.domain.port.rows.JobQueue;
import io.github.reelstore.domain.port.rows.Transactions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract tests for {@link JobWorker}, over a provider that the test plays; see {@link ServicesFixture}. */
public abstract class JobWorkerContract {

    private static final String PROVIDER = "painter";
    private static final Money PRICE = Money.parse("0.04 USD");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private JobService jobs() {
        return store.jobs(store.alice(), PriceTable.EMPTY);
    }

    private static JobRequestBuilder request(MediaKind kind) {
        return JobRequest.builder()
                .provider(PROVIDER)
                .kind(kind)
                .model("canvas")
                .prompt("a lake");
    }

    private ProviderJob plan(JobRequestBuilder request) {
        VideoProject project = store.alice().newProject("p");
        return jobs().request(
                        new NewJob(request.build(), project.id()).withScene("7").withPrice(PRICE))
                .job();
    }

    private static ProviderSetup setup(ScriptedProvider provider) {
        return new ProviderSetup(PROVIDER, provider, "key", 4, 60_000);
    }

    /** Works until no job can go on by itself. */
    private void work(ScriptedProvider provider) {
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ProviderJob now(ProviderJob job) {
        return jobs().get(job.id());
    }

    private List<JobResult> results(ProviderJob job) {
        return jobs().details(job.id()).results();
    }

    private List<FailureClass> failures(ProviderJob job) {
        return jobs().details(job.id()).attempts().stream()
                .map(JobAttempt::failure)
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waited too long").isNegative();
            sleep(10);
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlannedJobIsSentOnceAndItsResultIsStored(MediaKind kind) {
        ImageGeneration frame = store.alice().addImage(1);
        ProviderJob planned = plan(request(kind)
                .text("xin chào")
                .voice("Linh")
                .language(LanguageTag.of("vi"))
                .seed(Seed.of(42))
                .inputs(List.of(new JobInput(
                        InputRole.FIRST_FRAME, 0, frame.contentHash().orElseThrow(), Optional.of(frame.id())))));
        ScriptedProvider provider = new ScriptedProvider();
        work(provider);

        SubmitRequest sent = provider.submits().get(0);
        assertThat(provider.submits()).hasSize(1);
        assertThat(sent.request()).isEqualTo(planned.frozen());
        assertThat(sent.inputs()).singleElement().satisfies(input -> {
            try (InputStream content = input.content().stream().open()) {
                assertThat(content.readAllBytes()).isEqualTo(store.bytesOf(frame.filePath()));
            }
        });
        ProviderJob done = now(planned);
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.worker()).isEqualTo(ProviderJob.FREE);
        assertThat(done.attempts()).isEqualTo(1);
        assertThat(done.operationName()).contains("op-1");
        assertThat(done.credential()).contains("key");
        assertThat(done.charged()).as("not reported, so the price").contains(PRICE);
        assertThat(done.submittedAt()).isPresent();
        assertThat(done.completedAt()).isPresent();
        JobResult result = results(done).get(0);
        assertThat(result.state()).isEqualTo(ResultState.STORED);
        assertThat(result.remoteName()).as("may be a signed URL").isEmpty();
        assertThat(store.bytesOf(result.filePath().orElseThrow())).isEqualTo(provider.bytesOf("op-1/0"));
        assertRow(done, result.rowId().orElseThrow(), frame);
    }

    private void assertRow(ProviderJob job, String id, ImageGeneration frame) {
        switch (job.kind()) {
            case IMAGE -> {
                ImageGeneration row = store.alice().generations().getImage(new ImageId(id));
                assertThat(row.projectId()).contains(job.projectId());
                assertThat(row.provider()).isEqualTo(PROVIDER);
                assertThat(row.prompt()).contains("a lake");
                assertThat(row.seed()).contains("42");
                assertThat(row.model()).contains("canvas");
            }
            case AUDIO -> {
                AudioGeneration row = store.alice().generations().getAudio(new AudioId(id));
                assertThat(row.language()).contains(LanguageTag.of("vi"));
                assertThat(row.voice()).contains("Linh");
                assertThat(row.text()).contains("xin chào");
                assertThat(row.ttsJobId()).contains("op-1");
            }
            case VIDEO -> {
                VideoGeneration row = store.alice().generations().getVideo(new GenerationId(id));
                assertThat(row.sceneId()).contains("7");
                assertThat(row.operationName()).contains("op-1");
                assertThat(row.seed()).contains(Seed.of(42));
                assertThat(row.generationType()).contains("image-to-video");
                List<GenerationInput> inputs = store.transactions()
                        .readOnly(
                                job.profileId(),
                                tx -> tx.generations().linksOf(row.id()).inputs());
                assertThat(inputs)
                        .singleElement()
                        .satisfies(
                                input -> assertThat(input.imageGenerationId()).isEqualTo(frame.id()));
            }
        }
    }

    @Test
    void whatIsDoneIsCommittedBeforeTheProviderIsCalled() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        Map<String, ProviderJob> seen = new ConcurrentHashMap<>();
        work(new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                seen.put("submit", now(planned));
                return accept(number, request);
            }

            @Override
            public Progress poll(Operation operation) throws ProviderException {
                seen.put("poll", now(planned));
                return super.poll(operation);
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                seen.put("open", now(planned));
                return super.open(file, offset);
            }
        });
        assertThat(requireNonNull(seen.get("submit")).state()).isEqualTo(JobState.SUBMITTING);
        assertThat(requireNonNull(seen.get("submit")).attempts()).isEqualTo(1);
        assertThat(requireNonNull(seen.get("poll")).state()).isEqualTo(JobState.SUBMITTED);
        assertThat(requireNonNull(seen.get("poll")).operationName()).contains("op-1");
        assertThat(requireNonNull(seen.get("open")).state()).isEqualTo(JobState.DOWNLOADING);
    }

    @Test
    void aFinishedAnswerNeedsNoPoll() {
        ProviderJob planned = plan(request(MediaKind.AUDIO));
        AtomicInteger polls = new AtomicInteger();
        work(new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                Operation operation = accept(number, request).operation();
                return new Submission(operation, Optional.of(done(file(operation, 0))));
            }

            @Override
            public Progress poll(Operation operation) throws ProviderException {
                polls.incrementAndGet();
                return super.poll(operation);
            }
        });
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(polls).hasValue(0);
    }

    @Test
    void severalResultsOfOneRequestAreStored() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return done(file(operation, 0), file(operation, 1), file(operation, 2), file(operation, 3));
            }
        });
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(results(planned)).extracting(JobResult::state).hasSize(4).containsOnly(ResultState.STORED);
        assertThat(store.rows(planned.profileId()).images()).hasSize(4);
        assertThat(store.files()).hasSize(4);
    }

    @Test
    void whatTheProviderReportsIsSettled() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        Instant expiry = store.clock.instant().plus(Duration.ofDays(2));
        work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return new Progress.Done(
                        List.of(file(operation, 0)),
                        Optional.of(Usage.of(new BigDecimal("12.5"), "credits")),
                        Optional.of(Money.parse("0.031 USD")),
                        Optional.of(expiry));
            }
        });
        ProviderJob done = now(planned);
        assertThat(done.charged()).contains(Money.parse("0.031 USD"));
        assertThat(done.price()).contains(PRICE);
        assertThat(done.usage()).contains(Usage.of(new BigDecimal("12.5"), "credits"));
        assertThat(done.remoteExpiresAt()).contains(expiry);
    }

    @Test
    void aResultThatIsFilteredIsNoErrorAndCostsNothing() {
        ProviderJob named = plan(request(MediaKind.VIDEO));
        ProviderJob empty = plan(request(MediaKind.VIDEO).prompt("another"));
        work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return isFor(operation, "a lake") ? new Progress.Filtered(List.of("safety", "faces")) : done();
            }
        });
        assertThat(now(named).state()).isEqualTo(JobState.FILTERED);
        assertThat(now(named).errorMessage()).contains("safety; faces");
        assertThat(now(named).failure()).isEmpty();
        assertThat(now(named).charged()).contains(Money.parse("0 USD"));
        assertThat(now(empty).state()).isEqualTo(JobState.FILTERED);
        assertThat(store.files()).isEmpty();
    }

    @Test
    void aJobThatFailsAtTheProviderCostsWhatItCharges() {
        ProviderJob free = plan(request(MediaKind.VIDEO));
        ProviderJob charged = plan(request(MediaKind.VIDEO).prompt("another"));
        work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                boolean first = isFor(operation, "a lake");
                return new Progress.Failed("internal", first ? Optional.empty() : Optional.of(Money.parse("0.01 USD")));
            }
        });
        assertThat(now(free).state()).isEqualTo(JobState.FAILED);
        assertThat(now(free).charged()).contains(Money.parse("0 USD"));
        assertThat(now(charged).charged()).contains(Money.parse("0.01 USD"));
    }

    @Test
    void aRequestThatNeverLeftIsSentAgainWithAnotherToken() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                if (number == 1) {
                    store.clock.advance(Duration.ofMinutes(2));
                    throw failure(FailureClass.NEVER_SENT);
                }
                return accept(number, request);
            }
        };
        workThenAdvance(provider, planned);
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits())
                .extracting(SubmitRequest::clientToken)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(failures(planned)).containsExactly(FailureClass.NEVER_SENT);
    }

    /** The clock of the database stands still, so that a pause ends only if the test moves it. */
    private void workThenAdvance(ScriptedProvider provider, ProviderJob job) {
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

    @Test
    void aRefusedRequestFailsAndCostsNothing() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = ScriptedProvider.failing(FailureClass.REFUSED);
        work(provider);
        assertThat(now(planned).state()).isEqualTo(JobState.FAILED);
        assertThat(now(planned).charged()).contains(Money.parse("0 USD"));
        assertThat(now(planned).errorMessage()).contains("the test says refused");
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void aRefusalForNowIsSentAgainAfterThePauseThatTheProviderAsksFor() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                if (number < 3) {
                    throw new ProviderException(
                            FailureClass.RATE_LIMITED, "slow down", Optional.of(Duration.ofMillis(300)), null);
                }
                return accept(number, request);
            }
        };
        long begin = System.nanoTime();
        workThenAdvance(provider, planned);
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(3);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(600));
        assertThat(jobs().details(planned.id()).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.times()).isEqualTo(2));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"MAYBE_ACCEPTED", "TEMPORARY", "INVALID", "GONE"})
    void anAnswerThatNeverCameIsUnknownAndNotSentAgain(FailureClass failure) {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = ScriptedProvider.failing(failure);
        work(provider);
        store.clock.advance(Duration.ofDays(3));
        work(provider);
        ProviderJob unknown = now(planned);
        assertThat(unknown.state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
        assertThat(unknown.cost()).as("it may have been charged").contains(PRICE);
        assertThat(provider.submits()).hasSize(1);
        assertThat(jobs().request(new NewJob(planned.frozen(), planned.projectId()))
                        .job()
                        .id())
                .as("a second request joins it")
                .isEqualTo(planned.id());
    }

    @Test
    void aFaultOfTheClientIsUnknownToo() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                throw new IllegalStateException("a fault");
            }
        };
        work(provider);
        assertThat(now(planned).state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
        assertThat(provider.submits()).hasSize(1);
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
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        LateProvider provider = new LateProvider();
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> now(planned).state() == JobState.OUTCOME_UNKNOWN
                    && now(planned).worker().equals(ProviderJob.FREE));
            provider.nameOperation();
            await(() -> now(planned).state() == JobState.SUCCEEDED);
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(now(planned).operationName()).contains("op-1");
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void anOperationThatIsNamedWhileTheWorkerIsClosedIsKeptForTheNextOne() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        LateProvider provider = new LateProvider() {
            @Override
            public void close() {
                nameOperation();
            }
        };
        work(provider);
        assertThat(now(planned).state()).isEqualTo(JobState.SUBMITTED);
        assertThat(now(planned).worker()).isEqualTo(ProviderJob.FREE);
        work(provider);
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void anOperationThatIsNamedAfterAPersonHasDecidedIsNotedOnly() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        LateProvider provider = new LateProvider();
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> now(planned).state() == JobState.OUTCOME_UNKNOWN
                    && now(planned).worker().equals(ProviderJob.FREE));
            ProviderJob givenUp = jobs().resolve(planned.id(), new Resolution.GiveUp());
            provider.nameOperation("op-1\nforged");
            await(() -> failures(planned).size() == 2);
            assertThat(now(planned)).isEqualTo(givenUp);
            assertThat(worker).isNotNull();
        }
        assertThat(jobs().details(planned.id()).attempts().get(1).message())
                .as("it is logged too, on one line")
                .contains("op-1?forged");
    }

    @Test
    void anErrorThatNamesAnOperationIsUnknownAndTheNameIsKept() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        work(new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                throw failure(FailureClass.MAYBE_ACCEPTED).naming(new Operation("op-7", Optional.of("eu")));
            }
        });
        assertThat(now(planned).state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
        assertThat(now(planned).operationName()).contains("op-7");
        assertThat(now(planned).operationEndpoint()).contains("eu");

        ProviderJob again = jobs().resolve(planned.id(), new Resolution.SendAgain());
        assertThat(again.operationName())
                .as("another attempt is another operation")
                .isEmpty();
        assertThat(again.operationEndpoint()).isEmpty();
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
        jobs().resolve(accepted.id(), new Resolution.Accepted(new Operation("op-9")));
        work(provider);
        assertThat(now(accepted).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).isEmpty();

        ProviderJob again = unknown("again");
        jobs().resolve(again.id(), new Resolution.SendAgain());
        work(provider);
        assertThat(now(again).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);

        ProviderJob givenUp = unknown("given up");
        assertThat(jobs().resolve(givenUp.id(), new Resolution.GiveUp()).charged())
                .contains(Money.parse("0 USD"));
        ProviderJob lost = unknown("lost");
        assertThat(jobs().resolve(lost.id(), new Resolution.Lost()).charged()).contains(PRICE);
        assertThat(now(lost).state()).isEqualTo(JobState.FAILED);
        store.assertRefused(
                StorageException.Conflict.class, () -> jobs().resolve(lost.id(), new Resolution.SendAgain()));
    }

    /** Otherwise a first poll that fails could end it, if its operation was looked for many times. */
    @Test
    void aJobThatAPersonSaysWasAcceptedBeginsWithoutFailures() {
        ProviderJob unknown = unknown("a lake");
        assertThat(unknown.failures()).isOne();
        ProviderJob accepted = jobs().resolve(unknown.id(), new Resolution.Accepted(new Operation("op-9")));
        assertThat(accepted.failures()).isZero();
        assertThat(accepted.failure()).isEmpty();
        assertThat(accepted.errorMessage()).isEmpty();
        assertThat(now(unknown)).isEqualTo(accepted);
    }

    private ProviderJob unknown(String prompt) {
        ProviderJob planned = plan(request(MediaKind.IMAGE).prompt(prompt));
        work(ScriptedProvider.failing(FailureClass.MAYBE_ACCEPTED));
        return now(planned);
    }

    @Test
    void aClientThatCanFindTheOperationGoesOn() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
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
        workThenAdvance(provider, planned);
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);
        assertThat(finds).hasValue(3);
    }

    @Test
    void aRequestThatWasCertainlyNotAcceptedIsSentAgain() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
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
        workThenAdvance(provider, planned);
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(2);
    }

    @Test
    void pollsAreRepeatedAndAnUnknownOperationIsBelievedLate() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        AtomicInteger polls = new AtomicInteger();
        work(new ScriptedProvider() {
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
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(failures(planned))
                .containsExactly(FailureClass.GONE, FailureClass.TEMPORARY, FailureClass.TEMPORARY);
    }

    /** Some operations take a second, others ten minutes. */
    @Test
    void theFirstPollComesSoonAndTheNextOnesLater() throws InterruptedException {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
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
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(times).hasSize(4);
        assertThat(times.get(1) - times.get(0)).as("the first pause").isLessThan(longest.toNanos());
        long tenth = longest.dividedBy(10).toNanos();
        for (int i = 1; i < 4; i++) {
            assertThat(times.get(i) - times.get(i - 1)).as("pause " + i).isGreaterThanOrEqualTo(tenth << (i - 1));
        }
    }

    @Test
    void anAnswerToAPollEndsARowOfFailures() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        List<ProviderJob> seen = new ArrayList<>();
        AtomicInteger polls = new AtomicInteger();
        work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                seen.add(now(planned));
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
    void anOperationThatIsGoneForGoodFailsAtItsPrice() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                throw failure(FailureClass.GONE);
            }
        });
        assertThat(now(planned).state()).isEqualTo(JobState.FAILED);
        assertThat(now(planned).charged()).as("it may have been charged").contains(PRICE);
    }

    /** After a long outage, an operation that is unknown for a moment is still asked for. */
    @Test
    void onlyFailuresOfTheSameClassBringAJobNearerToItsEnd() {
        ProviderJob left = leftBy("dead", plan(request(MediaKind.IMAGE)));
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
        accepted(left, provider, values -> values.failures(100).failure(FailureClass.TEMPORARY));
        work(provider);
        assertThat(now(left).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() {
        ProviderJob planned = plan(request(MediaKind.VIDEO));
        List<Long> offsets = new ArrayList<>();
        work(new ScriptedProvider() {
            @Override
            public synchronized RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                offsets.add(offset);
                RemoteContent whole = super.open(file, offset);
                return offset == 0 ? new RemoteContent(new CutStream(whole.stream(), 20), 0, whole.size()) : whole;
            }
        });
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(offsets).containsExactly(0L, 20L);
        assertThat(failures(planned)).isEmpty();
    }

    private static final class CutStream extends InputStream {

        private final InputStream bytes;
        private int left;

        CutStream(InputStream bytes, int left) {
            this.bytes = bytes;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("connection reset");
            }
            int count = bytes.read(into, offset, Math.min(length, left));
            left -= count;
            return count;
        }
    }

    @Test
    void wrongBytesAreNotStoredAndDownloadedAgain() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        AtomicInteger downloads = new AtomicInteger();
        work(new ScriptedProvider() {
            @Override
            public RemoteContent open(RemoteFile file, long offset) {
                byte[] right = bytesOf(file.name());
                byte[] bytes = switch (downloads.incrementAndGet()) {
                    case 1 -> "<html>Sorry</html>".getBytes(StandardCharsets.UTF_8);
                    case 2 -> SampleDrafts.damaged(right);
                    default -> right;
                };
                return new RemoteContent(new ByteArrayInputStream(bytes), 0, Optional.empty());
            }

            @Override
            public Progress poll(Operation operation) {
                RemoteFile file = file(operation, 0);
                return done(new RemoteFile(file.name(), Optional.empty(), file.hash(), Optional.empty()));
            }
        });
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(downloads).hasValue(3);
        assertThat(failures(planned)).containsExactly(FailureClass.INVALID, FailureClass.INVALID);
        assertThat(store.rows(planned.profileId()).images()).hasSize(1);
        assertThat(store.files()).hasSize(1);
    }

    @Test
    void anExpiredAddressIsAskedForAgain() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        AtomicInteger polls = new AtomicInteger();
        work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                RemoteFile file = file(operation, 0);
                String address = polls.incrementAndGet() == 1 ? "op-1/5" : file.name();
                return done(new RemoteFile(address, file.size(), file.hash(), Optional.empty()));
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                if (file.name().equals("op-1/5")) {
                    throw failure(FailureClass.GONE);
                }
                return super.open(file, offset);
            }
        });
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(polls).hasValue(2);
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
        ProviderJob job = plan(request(MediaKind.IMAGE));
        work(provider);
        assertThat(now(job).charged()).contains(PRICE);
        assertThat(jobs().details(job.id()).attempts())
                .extracting(JobAttempt::message)
                .singleElement()
                .asString()
                .contains("2 EUR", "0.04 USD", job.id().value());
    }

    @Test
    void aPersonMayGiveUpResultsThatCannotBeHad() throws InterruptedException {
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                throw failure(FailureClass.TEMPORARY);
            }
        };
        ProviderJob job = plan(request(MediaKind.IMAGE));
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> now(job).state() == JobState.DOWNLOADING && now(job).failures() > 0);
            assertThatThrownBy(() -> jobs().resolve(job.id(), new Resolution.GiveUp()))
                    .isInstanceOf(StorageException.Conflict.class);
            await(() -> resolvedAsLost(job));
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(now(job).state()).isEqualTo(JobState.FAILED);
        assertThat(now(job).charged()).as("it was charged").contains(PRICE);
        assertThat(results(job)).extracting(JobResult::state).containsExactly(ResultState.LOST);
    }

    /** The worker may change the job in the same moment. */
    private boolean resolvedAsLost(ProviderJob job) {
        try {
            return jobs().resolve(job.id(), new Resolution.Lost()).state() == JobState.FAILED;
        } catch (StorageException.Conflict e) {
            return false;
        }
    }

    @Test
    void oneLostResultDoesNotLoseTheOthers() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return done(file(operation, 0), file(operation, 1), file(operation, 2));
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                if (file.name().endsWith("/1")) {
                    throw failure(FailureClass.GONE);
                }
                return super.open(file, offset);
            }
        });
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(results(planned))
                .extracting(JobResult::state)
                .containsExactly(ResultState.STORED, ResultState.LOST, ResultState.STORED);
        assertThat(now(planned).charged()).contains(PRICE);
    }

    /** What can be had is stored at once: all results expire at the provider. */
    @ParameterizedTest
    @EnumSource(names = {"TEMPORARY", "GONE", "INVALID"})
    void aResultThatFailsForNowDoesNotKeepTheOthersFromBeingStored(FailureClass failure) throws InterruptedException {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        Instant expiry = store.clock.instant().plus(Duration.ofDays(2));
        AtomicBoolean mended = new AtomicBoolean();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return new Progress.Done(
                        List.of(file(operation, 0), file(operation, 1), file(operation, 2)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(expiry));
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                if (file.name().endsWith("/0") && !mended.get()) {
                    throw failure(failure);
                }
                return super.open(file, offset);
            }
        };
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> results(planned).stream()
                            .filter(result -> result.state() == ResultState.STORED)
                            .count()
                    == 2);
            assertThat(results(planned).get(0).state()).isEqualTo(ResultState.PENDING);
            mended.set(true);
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(results(planned)).extracting(JobResult::state).hasSize(3).containsOnly(ResultState.STORED);
        assertThat(store.rows(planned.profileId()).images()).hasSize(3);
    }

    @Test
    void aJobWhoseOnlyResultIsGoneFailsAtItsPrice() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        work(new ScriptedProvider() {
            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                throw failure(FailureClass.GONE);
            }
        });
        assertThat(now(planned).state()).isEqualTo(JobState.FAILED);
        assertThat(now(planned).failure()).contains(FailureClass.GONE);
        assertThat(now(planned).charged()).contains(PRICE);
    }

    @Test
    void anInputThatWasDeletedIsNotSent() {
        ImageGeneration frame = store.alice().addImage(1);
        ProviderJob planned = plan(request(MediaKind.VIDEO)
                .inputs(List.of(new JobInput(
                        InputRole.FIRST_FRAME, 0, frame.contentHash().orElseThrow()))));
        store.alice().generations().deleteImage(frame.id());
        ScriptedProvider provider = new ScriptedProvider();
        work(provider);
        assertThat(now(planned).state()).isEqualTo(JobState.FAILED);
        assertThat(now(planned).charged()).contains(Money.parse("0 USD"));
        assertThat(provider.submits()).isEmpty();
    }

    /** Leaves a job as a process does that dies at a step: claimed by a worker that gives no more signs of life. */
    private ProviderJob leftBy(String worker, ProviderJob planned) {
        return store.transactions().inTransaction(planned.profileId(), tx -> {
            JobQueue queue = tx.jobQueue();
            queue.beat(worker);
            return queue.claimPlanned(worker, PROVIDER, "key", 10, 1).get(0);
        });
    }

    /** Has a provider accept a job, which is committed with more values. */
    private void accepted(ProviderJob job, ScriptedProvider provider, UnaryOperator<ProviderJobBuilder> more) {
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

    @Test
    void whatADeadWorkerWasSendingIsUnknown() {
        ProviderJob left = leftBy("dead", plan(request(MediaKind.IMAGE)));
        ScriptedProvider provider = new ScriptedProvider();
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> now(left).state() == JobState.OUTCOME_UNKNOWN);
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(provider.submits()).isEmpty();
        assertThat(now(left).fence()).isGreaterThan(left.fence());
        assertThat(failures(left)).containsExactly(FailureClass.MAYBE_ACCEPTED);
    }

    @Test
    void aDeadWorkersAcceptedJobIsPolledByAnother() {
        ProviderJob left = leftBy("dead", plan(request(MediaKind.IMAGE)));
        ScriptedProvider provider = new ScriptedProvider();
        accepted(left, provider, values -> values);
        work(provider);
        assertThat(now(left).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).isEmpty();
    }

    @Test
    void aLivingWorkersJobIsNotTakenOver() {
        ProviderJob left = leftBy("alive", plan(request(MediaKind.IMAGE)));
        try (JobWorker worker = store.startWorker(store.alice(), setup(new ScriptedProvider()))) {
            for (int i = 0; i < 20; i++) {
                store.transactions().inTransaction(left.profileId(), tx -> {
                    tx.jobQueue().beat("alive");
                    return left;
                });
                sleep(50);
            }
            assertThat(now(left)).isEqualTo(left);
            assertThat(worker.awaitIdle(Duration.ZERO)).isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFrozenWorkerThatWakesChangesNothing() throws InterruptedException {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
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
            ProviderJob sending = now(planned);
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
            await(() -> !failures(planned).isEmpty());
            ProviderJob after = now(planned);
            assertThat(after.state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
            assertThat(after.worker()).isEqualTo("other");
            assertThat(after.fence()).isEqualTo(taken.fence());
            assertThat(after.operationName()).isEmpty();
            assertThat(jobs().details(planned.id()).attempts().get(0).message())
                    .as("what it knows helps the person who decides")
                    .contains("op-1");
            assertThat(frozen).isNotNull();
        }
        assertThat(slow.submits()).hasSize(1);
    }

    @Test
    void aStoppedWorkerWaitsForItsAnswersAndFreesItsJobs() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
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
        ProviderJob left = now(planned);
        assertThat(left.state()).isIn(JobState.SUBMITTED, JobState.SUCCEEDED, JobState.DOWNLOADING);
        assertThat(left.operationName()).contains("op-1");
        assertThat(left.worker()).isEqualTo(ProviderJob.FREE);
        Map<String, Long> workers = store.transactions()
                .readOnly(planned.profileId(), tx -> tx.jobQueue().beats());
        assertThat(workers).isEmpty();
        work(provider);
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void aStoppedWorkerSendsNothingMore() throws InterruptedException {
        plan(request(MediaKind.IMAGE));
        plan(request(MediaKind.IMAGE).prompt("another"));
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

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A database that is out of reach when the test says so. */
    private Transactions refusing(BooleanSupplier refused) {
        return new RefusingTransactions(
                store.transactions(),
                () -> refused.getAsBoolean()
                        ? Optional.of(StorageException.Unavailable.lasting("database", "the disk is full", null))
                        : Optional.empty());
    }

    /** Its name is the only way to what was paid for. */
    @Test
    void theNameOfAnOperationIsKeptWhileTheDatabaseRefusesItForAWhileAndTheWorkerIsStopped()
            throws InterruptedException {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        AtomicBoolean failing = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        Transactions failingTransactions = refusing(() -> {
            if (failing.get()) {
                refused.incrementAndGet();
            }
            return failing.get();
        });
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                failing.set(true);
                return accept(number, request);
            }
        };
        JobWorker worker =
                store.startWorker(store.alice(), failingTransactions, StoreUnderTest.IMPATIENT, setup(provider));
        await(() -> refused.get() >= 20);
        Thread stopping = new Thread(worker::close);
        stopping.start();
        int before = refused.get();
        await(() -> refused.get() >= before + 20);
        failing.set(false);
        stopping.join();

        assertThat(now(planned).operationName()).contains("op-1");
        work(provider);
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void anotherWorkerDoesNotTakeOverWhatAStoppedOneStillWaitsFor() throws InterruptedException {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
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
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(failures(planned)).isEmpty();
        assertThat(slow.submits()).hasSize(1);
    }

    @Test
    void noMoreJobsAreInFlightThanTheCredentialAllows() {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Map<String, Instant> polled = new ConcurrentHashMap<>();
        List<ProviderJob> planned = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            planned.add(plan(request(MediaKind.IMAGE).prompt("lake " + i)));
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
        assertThat(planned).allSatisfy(job -> assertThat(now(job).state()).isEqualTo(JobState.SUCCEEDED));
        assertThat(provider.submits()).hasSize(8);
    }

    @Test
    void callsOfAllKindsAreLimitedIfTheCredentialSaysSo() throws InterruptedException {
        int jobs = 4;
        for (int i = 0; i < jobs; i++) {
            plan(request(MediaKind.IMAGE).prompt("lake " + i));
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
        ProviderJob limited = plan(request(MediaKind.IMAGE));
        plan(request(MediaKind.IMAGE).prompt("another"));
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
            await(() -> failures(limited).contains(FailureClass.RATE_LIMITED));
            int before = polls.get();
            sleep(500);
            assertThat(polls.get()).as("at most the one that was on its way").isLessThanOrEqualTo(before + 1);
            assertThat(worker.awaitIdle(Duration.ZERO)).isFalse();
        }
    }

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
        ProviderJob planned = plan(request(MediaKind.IMAGE).provider("singer"));
        VideoProject bobs = store.bob().newProject("b");
        JobService bobsJobs = store.jobs(store.bob(), PriceTable.EMPTY);
        ProviderJob other = bobsJobs.request(new NewJob(request(MediaKind.IMAGE).build(), bobs.id()))
                .job();
        ProviderJob own = plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = new ScriptedProvider();
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> now(own).state() == JobState.SUCCEEDED);
            assertThat(worker.awaitIdle(Duration.ZERO)).isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(now(planned)).isEqualTo(planned);
        assertThat(bobsJobs.get(other.id())).isEqualTo(other);
        assertThat(provider.submits()).hasSize(1);
    }

    /** Otherwise the worker would take the job for one that it has claimed without knowing it, and send it again. */
    @Test
    void theLateEndOfAnEarlierClaimLeavesALaterOneInHand() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
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
        Transactions failing = refusing(() -> refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
        try (JobWorker worker = store.startWorker(store.alice(), failing, StoreUnderTest.IMPATIENT, setup(provider))) {
            waitFor(asked);
            planAgainAs("other", now(planned));
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
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
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

    @Test
    void aThreadThatAClientLeavesInterruptedKeepsTheAnswer() {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        AtomicInteger refusals = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                refusals.set(20);
                Thread.currentThread().interrupt();
                return accept(number, request);
            }

            @Override
            public Progress poll(Operation operation) throws ProviderException {
                refusals.set(20);
                Thread.currentThread().interrupt();
                return super.poll(operation);
            }
        };
        Transactions failing = refusing(() -> refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
        try (JobWorker worker = store.startWorker(store.alice(), failing, StoreUnderTest.IMPATIENT, setup(provider))) {
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);
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
                Duration.ofMillis(500));
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
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        try (JobWorker worker = store.startWorker(store.alice(), options, setup(provider))) {
            await(() -> !failures(planned).isEmpty());
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
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(polls).hasValue(5);
        assertThat(downloads).hasValue(3);
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
        jobs().request(new NewJob(request(MediaKind.IMAGE).provider("singer").build(), project.id())
                .withPrice(Money.parse("1 USD")));
        Money charged = Money.parse("9223372036 USD");
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return new Progress.Done(
                        List.of(file(operation, 0)), Optional.empty(), Optional.of(charged), Optional.empty());
            }
        };
        ProviderJob job = plan(request(MediaKind.IMAGE));
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> now(job).state() == JobState.SUCCEEDED);
            assertThat(worker).isNotNull();
        }
        assertThat(now(job).charged()).contains(PRICE);
        assertThat(jobs().details(job.id()).attempts())
                .extracting(JobAttempt::message)
                .singleElement()
                .asString()
                .contains(charged.toString(), "0.04 USD", job.id().value());
        long spent = store.transactions()
                .readOnly(store.alice().profile(), tx -> tx.budgets().spent(budget, store.clock.instant()));
        assertThat(spent).isEqualTo(Money.parse("1.04 USD").nanos());
    }

    @Test
    void aStepWhoseCommitIsRefusedCountsAsAFailure() throws InterruptedException {
        ProviderJob planned = plan(request(MediaKind.IMAGE));
        Set<Thread> refused = ConcurrentHashMap.newKeySet();
        AtomicInteger polls = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) throws ProviderException {
                if (polls.incrementAndGet() <= 3) {
                    refused.add(Thread.currentThread());
                } else {
                    await(() -> now(planned).failures() == 3);
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
        assertThat(now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs().details(planned.id()).attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.times()).isEqualTo(3);
            assertThat(attempt.message()).contains("failed unexpectedly: This cannot be stored.");
        });
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
            await(() -> others.stream().allMatch(job -> now(job).state() == JobState.DOWNLOADING));
            for (int i = 0; i < 4; i++) {
                others.add(
                        planNewTake(request(MediaKind.IMAGE).provider("singer").prompt("a poll")));
            }
            waitFor(hanging);
            ProviderJob own = plan(request(MediaKind.IMAGE));
            await(() -> now(own).state() == JobState.SUCCEEDED);
            end.countDown();
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            end.countDown();
        }
        assertThat(others).allSatisfy(job -> assertThat(now(job).state()).isEqualTo(JobState.SUCCEEDED));
    }

    private ProviderJob planNewTake(JobRequestBuilder request) {
        VideoProject project = store.alice().newProject("p");
        return jobs().request(new NewJob(request.build(), project.id()).asNewTake())
                .job();
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
            accepted(sent, provider, values -> values.worker(ProviderJob.FREE));
            left.add(planned);
        }
        WorkerOptions options = new WorkerOptions(
                4,
                2,
                Duration.ofMillis(5),
                Duration.ofMillis(5),
                Duration.ofMillis(1),
                Duration.ofHours(1),
                Duration.ofHours(3));
        try (JobWorker worker = store.startWorker(store.alice(), options, setup(provider))) {
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(provider.submits()).isEmpty();
        assertThat(left).allSatisfy(job -> assertThat(now(job).state()).isEqualTo(JobState.SUCCEEDED));
    }
}
