package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.PagedOutput;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.port.rows.JobFilter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelstore work}. */
@Command(
        name = "work",
        description =
                "Sends planned jobs to their providers, once each, and stores the results, until it is stopped (Ctrl+C or SIGTERM).",
        footer = {
            "Several workers may run, in several processes and on several machines: each job has one worker at a time, and another one"
                    + " takes over the jobs of a worker that died.",
            "When it is stopped, it waits for the answers to what was sent, and leaves the rest to the next worker.",
            "Exit status 1 with --until-idle if a job failed or its outcome is unknown."
        })
public final class WorkCommand implements Callable<Integer> {

    private static final long TICK_MILLIS = 500;

    /** After so many ticks without a change, it looks whether the jobs that are left are those of other workers. */
    private static final int QUIET_TICKS = 6;

    /** So often a lost answer is looked up before it is left to the next worker, or to a person: it takes half a minute. */
    private static final int MAX_LOOKUPS = 6;

    private static final Set<JobState> GOING =
            EnumSet.of(JobState.PLANNED, JobState.SUBMITTING, JobState.SUBMITTED, JobState.DOWNLOADING);

    private final CliContext context;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Mixin
    private final ProvidersOption providers = new ProvidersOption();

    @Option(names = "--until-idle", description = "end when no job is left that this worker can go on with")
    private boolean untilIdle;

    @Option(names = "--json-lines", description = "print a JSON object a line for each change of a job")
    private boolean jsonLines;

    @Option(
            names = "--poll",
            paramLabel = "DURATION",
            description = "how long to wait before a job is looked at again, if its provider does not say it (10s)")
    private @Nullable Duration poll;

    public WorkCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!providers.isGiven()) {
            throw WrongUsage.missing("Missing required option: '--providers=<FILE>'.");
        }
        if (jsonLines && context.options().json) {
            throw new WrongUsage("Use --json or --json-lines, not both.");
        }
        Duration pause = poll;
        WorkerOptions options =
                pause == null ? WorkerOptions.DEFAULT : WrongUsage.unless(() -> WorkerOptions.DEFAULT.withPoll(pause));
        List<ProviderSetup> setups = providers.openAll(context);
        Reelstore store = context.storeToWrite();
        // the log has them; a list would grow as long as the worker runs
        store.onInvalidValue(value -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "reelstore-stop"));
        try {
            return work(store, setups, options);
        } finally {
            // if the process is about to end, it waits for this
            context.close();
            stopped.countDown();
        }
    }

    private void stop() {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int work(Reelstore store, List<ProviderSetup> setups, WorkerOptions options) {
        JobService jobs = store.jobs();
        WorkReport report = new WorkReport(context, jsonLines, stop::countDown);
        try (report) {
            JobWorker worker = store.startWorker(setups, options, report);
            try {
                Set<String> names = setups.stream().map(ProviderSetup::name).collect(Collectors.toSet());
                report.say("Working for " + String.join(", ", new TreeSet<>(names)) + " (Ctrl+C stops it).");
                if (follow(jobs, names, report) == End.STOPPED) {
                    report.say("Stopping; waiting for the answers to what was sent.");
                }
            } finally {
                worker.close();
            }
        }
        long unknown = JobCounts.of(jobs.active()).unknown();
        report.printEnd(unknown);
        boolean good = report.count(JobState.FAILED) == 0 && unknown == 0;
        return good || !untilIdle ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    /** Why the worker ends. */
    private enum End {
        IDLE,
        STOPPED
    }

    /** Returns when the worker is to be closed. */
    private End follow(JobService jobs, Set<String> names, WorkReport report) {
        long seen = -1;
        int quiet = 0;
        do {
            try {
                JobCounts counts = JobCounts.of(jobs.active());
                report.counts(counts);
                quiet = report.changes() == seen ? quiet + 1 : 0;
                seen = report.changes();
                if (untilIdle
                        && (isIdle(jobs, counts) || (quiet >= QUIET_TICKS && onlyOthersAreLeft(jobs, names, report)))) {
                    return End.IDLE;
                }
                quiet %= QUIET_TICKS;
            } catch (StorageException.Unavailable e) {
                // the worker tries again and again, too; its log line says it
                quiet = 0;
            }
        } while (!isStopped());
        return End.STOPPED;
    }

    /** Whether nothing is left to do, other than for a person. */
    private static boolean isIdle(JobService jobs, JobCounts counts) {
        return counts.isIdle() && (counts.unknown() == 0 || !isAnyLookedUp(jobs));
    }

    /** A job whose outcome is unknown belongs to a worker as long as its provider can be asked what became of it. */
    private static boolean isAnyLookedUp(JobService jobs) {
        AtomicBoolean any = new AtomicBoolean();
        PagedOutput.all(
                page -> jobs.list(JobFilter.of(JobState.OUTCOME_UNKNOWN), page),
                job -> any.compareAndSet(
                        false, !job.worker().equals(ProviderJob.FREE) && job.failures() < MAX_LOOKUPS));
        return any.get();
    }

    private boolean isStopped() {
        try {
            return stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // a request to stop, which this does
            return true;
        }
    }

    /** Whether all jobs that can go on are those of providers that this worker does not know. */
    private static boolean onlyOthersAreLeft(JobService jobs, Set<String> names, WorkReport report) {
        Set<String> others = new TreeSet<>();
        for (JobState state : GOING) {
            PagedOutput.all(page -> jobs.list(JobFilter.of(state), page), job -> others.add(job.provider()));
        }
        if (others.isEmpty() || others.stream().anyMatch(names::contains)) {
            return false;
        }
        report.say("Jobs of other providers are left: " + String.join(", ", others) + ".");
        return true;
    }
}
