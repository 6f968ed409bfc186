package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.WorkerSteps.PATIENCE;
import static io.github.reelstore.testkit.services.WorkerSteps.PRICE;
import static io.github.reelstore.testkit.services.WorkerSteps.PROVIDER;
import static io.github.reelstore.testkit.services.WorkerSteps.await;
import static io.github.reelstore.testkit.services.WorkerSteps.request;
import static io.github.reelstore.testkit.services.WorkerSteps.setup;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Contract tests for how {@link JobWorker} sends the request of a planned job: once, and again only if it certainly did not arrive or was refused
 * for now. The test plays the provider; see {@link ServicesFixture}.
 */
public abstract class SendingContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final WorkerSteps steps = new WorkerSteps(store);

    @ParameterizedTest
    @EnumSource
    void aPlannedJobIsSentOnceAndItsResultIsStored(MediaKind kind) {
        ImageGeneration frame = store.alice().addImage(1);
        ProviderJob planned = steps.plan(request(kind)
                .text("xin chào")
                .voice("Linh")
                .language(LanguageTag.of("vi"))
                .seed(Seed.of(42))
                .inputs(List.of(new JobInput(
                        InputRole.FIRST_FRAME, 0, frame.contentHash().orElseThrow(), Optional.of(frame.id())))));
        ScriptedProvider provider = new ScriptedProvider();
        steps.work(provider);

        SubmitRequest sent = provider.submits().get(0);
        assertThat(provider.submits()).hasSize(1);
        assertThat(sent.request()).isEqualTo(planned.frozen());
        assertThat(sent.inputs()).singleElement().satisfies(input -> {
            try (InputStream content = input.content().stream().open()) {
                assertThat(content.readAllBytes()).isEqualTo(store.bytesOf(frame.filePath()));
            }
        });
        ProviderJob done = steps.now(planned);
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.worker()).isEqualTo(ProviderJob.FREE);
        assertThat(done.attempts()).isEqualTo(1);
        assertThat(done.operationName()).contains("op-1");
        assertThat(done.credential()).contains("key");
        assertThat(done.charged()).as("not reported, so the price").contains(PRICE);
        assertThat(done.submittedAt()).isPresent();
        assertThat(done.completedAt()).isPresent();
        JobResult result = steps.results(done).get(0);
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
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        Map<String, ProviderJob> seen = new ConcurrentHashMap<>();
        steps.work(new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) {
                seen.put("submit", steps.now(planned));
                return accept(number, request);
            }

            @Override
            public Progress poll(Operation operation) throws ProviderException {
                seen.put("poll", steps.now(planned));
                return super.poll(operation);
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                seen.put("open", steps.now(planned));
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
        ProviderJob planned = steps.plan(request(MediaKind.AUDIO));
        AtomicInteger polls = new AtomicInteger();
        steps.work(new ScriptedProvider() {
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
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(polls).hasValue(0);
    }

    @Test
    void anInputThatWasDeletedIsNotSent() {
        ImageGeneration frame = store.alice().addImage(1);
        ProviderJob planned = steps.plan(request(MediaKind.VIDEO)
                .inputs(List.of(new JobInput(
                        InputRole.FIRST_FRAME, 0, frame.contentHash().orElseThrow()))));
        store.alice().generations().deleteImage(frame.id());
        ScriptedProvider provider = new ScriptedProvider();
        steps.work(provider);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.FAILED);
        assertThat(steps.now(planned).charged()).contains(Money.parse("0 USD"));
        assertThat(provider.submits()).isEmpty();
    }

    @Test
    void aRequestThatNeverLeftIsSentAgainWithAnotherToken() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
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
        steps.workThenAdvance(provider, planned);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits())
                .extracting(SubmitRequest::clientToken)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(steps.failures(planned)).containsExactly(FailureClass.NEVER_SENT);
    }

    @Test
    void aRefusedRequestFailsAndCostsNothing() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        ScriptedProvider provider = ScriptedProvider.failing(FailureClass.REFUSED);
        steps.work(provider);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.FAILED);
        assertThat(steps.now(planned).charged()).contains(Money.parse("0 USD"));
        assertThat(steps.now(planned).errorMessage()).contains("the test says refused");
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void aRefusalForNowIsSentAgainAfterThePauseThatTheProviderAsksFor() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
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
        steps.workThenAdvance(provider, planned);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(3);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(600));
        assertThat(steps.jobs().details(planned.id()).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.times()).isEqualTo(2));
    }

    /** Its name is the only way to what was paid for. */
    @Test
    void theNameOfAnOperationIsKeptWhileTheDatabaseRefusesItForAWhileAndTheWorkerIsStopped()
            throws InterruptedException {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        AtomicBoolean failing = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        Transactions failingTransactions = steps.refusing(() -> {
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

        assertThat(steps.now(planned).operationName()).contains("op-1");
        steps.work(provider);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);
    }

    @Test
    void aThreadThatAClientLeavesInterruptedKeepsTheAnswer() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
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
        Transactions failing = steps.refusing(() -> refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
        try (JobWorker worker = store.startWorker(store.alice(), failing, StoreUnderTest.IMPATIENT, setup(provider))) {
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(provider.submits()).hasSize(1);
    }
}
