package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.testtools.RacingProcesses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads of several processes request jobs until a budget has not the smallest unit left: the jobs cost exactly its limit. */
abstract class RequestRaceContract {

    private static final int PROCESSES = 3;
    private static final int LARGEST = 50;

    @TempDir
    Path folder;

    /** The options of a new store. */
    abstract Map<ConfigOption, String> newStore();

    @Test
    void aFewThreadsOfThreeProcessesRequestNoMoreThanABudgetHas() throws Exception {
        race(4, 1_500);
    }

    @Test
    @Tag("race")
    void threeProcessesWithThirtyTwoThreadsRequestNoMoreThanABudgetHas() throws Exception {
        race(32, 15_000);
    }

    private void race(int threads, long limit) throws Exception {
        Path options = KilledProcesses.write(folder.resolve("store.properties"), newStore());
        try (Reelstore store = Reelstore.open(KilledProcess.config(options))) {
            ProjectId project = store.projects().create("film").id();
            store.jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, dollars(limit));
            Callable<Process> starter = () -> JavaProcess.withCredentials(JavaProcess.of(
                            Requesting.class, options.toString(), project.value(), String.valueOf(threads)))
                    .start();
            List<Long> requested = RacingProcesses.run(Collections.nCopies(PROCESSES, starter)).stream()
                    .map(Long::valueOf)
                    .toList();

            assertThat(requested).as("what each process was admitted").allMatch(own -> own > 0);
            assertThat(requested.stream().mapToLong(Long::longValue).sum()).isEqualTo(limit);
            assertThat(store.jobs().costs(CostDimension.PROVIDER, Optional.empty(), TimeRange.ALWAYS).stream()
                            .mapToLong(CostLine::reservedNanos)
                            .sum())
                    .as("the prices of all jobs")
                    .isEqualTo(limit);
            assertThat(store.jobs().budgets().get(0).spent().nanos()).isEqualTo(limit);
        }
    }

    private static Money dollars(long nanos) {
        return new Money(Currency.getInstance("USD"), nanos);
    }

    /** One of the processes. */
    static final class Requesting {

        private Requesting() {}

        /** Arguments: the file with the options of the store, the project, and the number of threads. */
        public static void main(String[] arguments) throws Exception {
            int threads = Integer.parseInt(arguments[2]);
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try (Reelstore store = Reelstore.open(KilledProcess.config(Path.of(arguments[0])))) {
                ProjectId project = new ProjectId(arguments[1]);
                List<Callable<Long>> work =
                        new ArrayList<>(Collections.nCopies(threads, () -> requestAll(store.jobs(), project)));
                RacingProcesses.awaitStart();
                long requested = 0;
                for (Future<Long> done : pool.invokeAll(work)) {
                    requested += done.get();
                }
                System.out.println(requested);
            } finally {
                pool.shutdownNow();
            }
        }

        private static long requestAll(JobService jobs, ProjectId project) {
            long requested = 0;
            while (true) {
                long price = ThreadLocalRandom.current().nextLong(1, LARGEST);
                if (request(jobs, project, price)) {
                    requested += price;
                } else if (request(jobs, project, 1)) {
                    requested++;
                } else {
                    return requested;
                }
            }
        }

        private static boolean request(JobService jobs, ProjectId project, long price) {
            JobRequest request = JobRequest.builder()
                    .provider("painter")
                    .kind(MediaKind.IMAGE)
                    .prompt(UUID.randomUUID().toString())
                    .build();
            NewJob job = new NewJob(request, project).withPrice(dollars(price));
            while (true) {
                try {
                    return jobs.request(job) instanceof RequestedJob.Planned;
                } catch (StorageException.BudgetExceeded e) {
                    return false;
                } catch (StorageException.Unavailable e) {
                    if (!e.isRetryable()) {
                        throw e;
                    }
                }
            }
        }
    }
}
