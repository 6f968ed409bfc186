package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The order of a worker's downloads, which does not depend on the database: only one adapter is tested. */
class DownloadOrderTest implements ServicesFixture {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** In the order in which the provider finishes them. The last one has no result. */
    private static final List<Played> JOBS = List.of(
            new Played("first", Optional.empty()),
            new Played("for ever", Optional.empty()),
            new Played("for a week", Optional.of(Duration.ofDays(7))),
            new Played("for an hour", Optional.of(Duration.ofHours(1))),
            new Played("filtered", Optional.empty()));

    private static final int LAST = JOBS.size() - 1;

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    @Override
    public Transactions openDatabase(Clock clock) {
        return new InMemoryTransactions(clock);
    }

    @Override
    public BlobStore openBlobStore() {
        return new InMemoryBlobStore();
    }

    /** A job, and how long the provider keeps its result; without end if that is empty. */
    private record Played(String prompt, Optional<Duration> kept) {}

    /** Keeps the only download busy with the first result until all others wait for it. */
    private final class BusyProvider extends ScriptedProvider {

        private final List<ProviderJob> planned;
        private final List<String> opened = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch allWait = new CountDownLatch(1);
        private int lastPolls;

        BusyProvider(List<ProviderJob> planned) {
            this.planned = planned;
        }

        private int numberOf(Operation operation) {
            return IntStream.rangeClosed(0, LAST)
                    .filter(i -> isFor(operation, JOBS.get(i).prompt()))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public Progress poll(Operation operation) {
            int number = numberOf(operation);
            if (number > 0 && state(planned.get(number - 1)) != JobState.DOWNLOADING) {
                return new Progress.Running(Optional.of(PAUSE));
            }
            if (number < LAST) {
                return new Progress.Done(
                        List.of(file(operation, 0)),
                        Optional.empty(),
                        Optional.empty(),
                        JOBS.get(number).kept().map(store.clock.instant()::plus));
            }
            lastPolls++;
            if (lastPolls == 1) {
                // polls and the starts of downloads have one thread, so that the download before has started at the
                // next poll
                return new Progress.Running(Optional.of(PAUSE));
            }
            allWait.countDown();
            return new Progress.Filtered(List.of("safety"));
        }

        @Override
        public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
            String name = file.name();
            int number = numberOf(new Operation(name.substring(0, name.indexOf('/'))));
            opened.add(JOBS.get(number).prompt());
            if (number == 0) {
                try {
                    assertThat(allWait.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return super.open(file, offset);
        }
    }

    private JobService jobs() {
        return store.jobs(store.alice(), PriceTable.EMPTY);
    }

    private JobState state(ProviderJob job) {
        return jobs().get(job.id()).state();
    }

    private ProviderJob plan(ProjectId project, String prompt) {
        JobRequest request = JobRequest.builder()
                .provider("painter")
                .kind(MediaKind.IMAGE)
                .prompt(prompt)
                .build();
        return jobs().request(new NewJob(request, project)).job();
    }

    @Test
    void resultsThatExpireFirstAreDownloadedFirst() throws InterruptedException {
        ProjectId project = store.alice().newProject("p").id();
        BusyProvider provider = new BusyProvider(
                JOBS.stream().map(job -> plan(project, job.prompt())).toList());
        WorkerOptions impatient = StoreUnderTest.IMPATIENT;
        WorkerOptions oneAtATime = new WorkerOptions(
                1,
                1,
                impatient.look(),
                impatient.poll(),
                impatient.retry(),
                impatient.beat(),
                impatient.dead(),
                impatient.doubt());
        try (JobWorker worker = store.startWorker(
                store.alice(), oneAtATime, new ProviderSetup("painter", provider, "key", JOBS.size(), 60_000))) {
            assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(provider.opened).containsExactly("first", "for an hour", "for a week", "for ever");
    }
}
