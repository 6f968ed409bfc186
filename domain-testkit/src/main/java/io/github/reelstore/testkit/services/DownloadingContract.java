package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.WorkerSteps.PATIENCE;
import static io.github.reelstore.testkit.services.WorkerSteps.PRICE;
import static io.github.reelstore.testkit.services.WorkerSteps.await;
import static io.github.reelstore.testkit.services.WorkerSteps.request;
import static io.github.reelstore.testkit.services.WorkerSteps.setup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.ledger.jobs.Resolution;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Contract tests for how {@link JobWorker} downloads and stores the results of a job, and when it gives them up. The test plays the provider; see
 * {@link ServicesFixture}.
 */
public abstract class DownloadingContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final WorkerSteps steps = new WorkerSteps(store);

    @Test
    void severalResultsOfOneRequestAreStored() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        steps.work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return done(file(operation, 0), file(operation, 1), file(operation, 2), file(operation, 3));
            }
        });
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(steps.results(planned))
                .extracting(JobResult::state)
                .hasSize(4)
                .containsOnly(ResultState.STORED);
        assertThat(store.rows(planned.profileId()).images()).hasSize(4);
        assertThat(store.files()).hasSize(4);
    }

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() {
        ProviderJob planned = steps.plan(request(MediaKind.VIDEO));
        List<Long> offsets = new ArrayList<>();
        steps.work(new ScriptedProvider() {
            @Override
            public synchronized RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                offsets.add(offset);
                RemoteContent whole = super.open(file, offset);
                return offset == 0 ? new RemoteContent(new CutStream(whole.stream(), 20), 0, whole.size()) : whole;
            }
        });
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(offsets).containsExactly(0L, 20L);
        assertThat(steps.failures(planned)).isEmpty();
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
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        AtomicInteger downloads = new AtomicInteger();
        steps.work(new ScriptedProvider() {
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
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(downloads).hasValue(3);
        assertThat(steps.failures(planned)).containsExactly(FailureClass.INVALID, FailureClass.INVALID);
        assertThat(store.rows(planned.profileId()).images()).hasSize(1);
        assertThat(store.files()).hasSize(1);
    }

    @Test
    void anExpiredAddressIsAskedForAgain() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        AtomicInteger polls = new AtomicInteger();
        steps.work(new ScriptedProvider() {
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
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(polls).hasValue(2);
    }

    @Test
    void aPersonMayGiveUpResultsThatCannotBeHad() throws InterruptedException {
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                throw failure(FailureClass.TEMPORARY);
            }
        };
        ProviderJob job = steps.plan(request(MediaKind.IMAGE));
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> steps.now(job).state() == JobState.DOWNLOADING
                    && steps.now(job).failures() > 0);
            assertThatThrownBy(() -> steps.jobs().resolve(job.id(), new Resolution.GiveUp()))
                    .isInstanceOf(StorageException.Conflict.class);
            await(() -> resolvedAsLost(job));
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(steps.now(job).state()).isEqualTo(JobState.FAILED);
        assertThat(steps.now(job).charged()).as("it was charged").contains(PRICE);
        assertThat(steps.results(job)).extracting(JobResult::state).containsExactly(ResultState.LOST);
    }

    /** A provider that announces until when it keeps its one result. */
    private static class Keeping extends ScriptedProvider {

        private final Instant expiry;

        Keeping(Instant expiry) {
            this.expiry = expiry;
        }

        @Override
        public Progress poll(Operation operation) {
            return new Progress.Done(
                    List.of(file(operation, 0)), Optional.empty(), Optional.empty(), Optional.of(expiry));
        }
    }

    /** The provider has announced to keep it: a proxy may be out of order for hours. */
    @ParameterizedTest
    @EnumSource(names = {"GONE", "INVALID"})
    void whatTheProviderStillKeepsIsNotGivenUp(FailureClass failure) {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        Instant expiry = store.clock.instant().plus(Duration.ofDays(2));
        AtomicInteger downloads = new AtomicInteger();
        steps.work(new Keeping(expiry) {
            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                // more often than a result without an expiry is asked for
                if (downloads.incrementAndGet() <= 38) {
                    throw failure(failure);
                }
                return super.open(file, offset);
            }
        });
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(downloads).hasValue(39);
    }

    @Test
    void whatIsGoneAfterItsExpiryIsGivenUpSooner() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        Instant expiry = store.clock.instant().minus(Duration.ofSeconds(1));
        AtomicInteger downloads = new AtomicInteger();
        steps.work(new Keeping(expiry) {
            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                downloads.incrementAndGet();
                throw failure(FailureClass.GONE);
            }
        });
        assertThat(steps.now(planned).state()).isEqualTo(JobState.FAILED);
        assertThat(steps.now(planned).charged()).contains(PRICE);
        assertThat(downloads).hasValue(9);
    }

    /** A proxy that was out of order until then may still bring it. */
    @Test
    void whatFailedBeforeTheExpiryDoesNotCountAfterIt() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        Instant expiry = store.clock.instant().plus(Duration.ofDays(2));
        AtomicInteger downloads = new AtomicInteger();
        steps.work(new Keeping(expiry) {
            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                if (downloads.incrementAndGet() == 12) {
                    store.clock.advance(Duration.ofDays(3));
                }
                throw failure(FailureClass.GONE);
            }
        });
        assertThat(steps.now(planned).state()).isEqualTo(JobState.FAILED);
        assertThat(downloads).hasValue(11 + 9);
    }

    /** After a commit whose answer was lost, two turns of the same claim may download the same. */
    @Test
    void whatAnotherTurnHasStoredIsNotStoredAgain() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        steps.work(new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return done(file(operation, 0), file(operation, 1));
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                int position = file.name().endsWith("/0") ? 0 : 1;
                JobResult result = steps.results(planned).get(position);
                store.transactions().inTransaction(planned.profileId(), tx -> {
                    tx.jobs()
                            .putResult(result.toBuilder()
                                    .state(ResultState.STORED)
                                    .remoteName(Optional.empty())
                                    .rowId("row-" + position)
                                    .build());
                    return result;
                });
                return super.open(file, offset);
            }
        });
        assertThat(store.rows(planned.profileId()).images()).isEmpty();
        assertThat(steps.results(planned))
                .extracting(JobResult::rowId)
                .containsExactly(Optional.of("row-0"), Optional.of("row-1"));
    }

    /** The account of another key may not have it. */
    @Test
    void resultsOfAnotherCredentialAreNotGivenUp() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        ProviderJob claimed = steps.leftBy("dead", planned);
        AtomicInteger downloads = new AtomicInteger();
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                if (downloads.incrementAndGet() <= 38) {
                    throw failure(FailureClass.GONE);
                }
                return super.open(file, offset);
            }
        };
        steps.accepted(claimed, provider, job -> job.credential("key of another account"));
        steps.workThenAdvance(provider, planned);
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(steps.jobs().details(planned.id()).attempts())
                .anySatisfy(attempt -> assertThat(attempt.message())
                        .contains("sent with the credential key of another account, and this worker has key"));
    }

    /** Of four images that were paid for, three are stored. */
    @Test
    void givingUpTheRestKeepsWhatIsStored() throws InterruptedException {
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return done(file(operation, 0), file(operation, 1), file(operation, 2), file(operation, 3));
            }

            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                if (file.name().endsWith("/2")) {
                    throw failure(FailureClass.TEMPORARY);
                }
                return super.open(file, offset);
            }
        };
        ProviderJob job = steps.plan(request(MediaKind.IMAGE));
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> steps.results(job).stream()
                            .filter(result -> result.state() == ResultState.STORED)
                            .count()
                    == 3);
            await(() -> resolvedAsLost(job));
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(steps.now(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(steps.now(job).charged()).contains(PRICE);
        assertThat(steps.jobs().request(new NewJob(job.frozen(), job.projectId())))
                .as("what is stored is used, not paid for again")
                .isInstanceOf(RequestedJob.Reused.class);
    }

    @Test
    void anOperationThatNeverEndsMayBeGivenUp() throws InterruptedException {
        ScriptedProvider provider = new ScriptedProvider() {
            @Override
            public Progress poll(Operation operation) {
                return new Progress.Running(Optional.empty());
            }
        };
        ProviderJob job = steps.plan(request(MediaKind.IMAGE));
        try (JobWorker worker = store.startWorker(store.alice(), setup(provider))) {
            await(() -> steps.now(job).state() == JobState.SUBMITTED);
            assertThat(steps.now(job).failures()).isZero();
            await(() -> resolvedAsLost(job));
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(steps.now(job).charged()).contains(PRICE);
    }

    /** The worker may change the job in the same moment. */
    private boolean resolvedAsLost(ProviderJob job) {
        try {
            return steps.jobs()
                    .resolve(job.id(), new Resolution.Lost())
                    .completedAt()
                    .isPresent();
        } catch (StorageException.Conflict e) {
            return false;
        }
    }

    @Test
    void oneLostResultDoesNotLoseTheOthers() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        steps.work(new ScriptedProvider() {
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
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(steps.results(planned))
                .extracting(JobResult::state)
                .containsExactly(ResultState.STORED, ResultState.LOST, ResultState.STORED);
        assertThat(steps.now(planned).charged()).contains(PRICE);
    }

    /** What can be had is stored at once: all results expire at the provider. */
    @ParameterizedTest
    @EnumSource(names = {"TEMPORARY", "GONE", "INVALID"})
    void aResultThatFailsForNowDoesNotKeepTheOthersFromBeingStored(FailureClass failure) throws InterruptedException {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
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
            await(() -> steps.results(planned).stream()
                            .filter(result -> result.state() == ResultState.STORED)
                            .count()
                    == 2);
            assertThat(steps.results(planned).get(0).state()).isEqualTo(ResultState.PENDING);
            mended.set(true);
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(steps.now(planned).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(steps.results(planned))
                .extracting(JobResult::state)
                .hasSize(3)
                .containsOnly(ResultState.STORED);
        assertThat(store.rows(planned.profileId()).images()).hasSize(3);
    }

    @Test
    void aJobWhoseOnlyResultIsGoneFailsAtItsPrice() {
        ProviderJob planned = steps.plan(request(MediaKind.IMAGE));
        steps.work(new ScriptedProvider() {
            @Override
            public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
                throw failure(FailureClass.GONE);
            }
        });
        assertThat(steps.now(planned).state()).isEqualTo(JobState.FAILED);
        assertThat(steps.now(planned).failure()).contains(FailureClass.GONE);
        assertThat(steps.now(planned).charged()).contains(PRICE);
    }
}
