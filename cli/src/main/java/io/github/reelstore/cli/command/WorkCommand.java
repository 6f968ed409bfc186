package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
            "With --until-idle, a job is not waited for if a step of it has failed 6 times in a row (half a minute), and planned jobs are"
                    + " not if nothing could be sent to their provider for half a minute: its program may be broken. If a provider asks"
                    + " for a pause, it is waited for.",
            "Exit status 1 with --until-idle if a job failed, its outcome is unknown, or a job was not waited for."
        })
public final class WorkCommand implements Callable<Integer> {

    private static final long TICK_MILLIS = 500;

    /** After so many ticks, it looks whether it can go on with a job that is left, if nothing has changed since or something fails. */
    private static final int LOOK_TICKS = 6;

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
            description =
                    "how long to wait at most before a job is looked at again, if its provider does not say it (10s): at first"
                            + " a tenth, then twice as long each time")
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
        Set<String> credentials = setups.stream().map(ProviderSetup::credential).collect(Collectors.toSet());
        WorkReport report = new WorkReport(context, jsonLines, credentials, stop::countDown);
        End end;
        try (report) {
            JobWorker worker = store.startWorker(setups, options, report);
            try {
                Set<String> names = setups.stream().map(ProviderSetup::name).collect(Collectors.toSet());
                report.say("Working for " + String.join(", ", new TreeSet<>(names)) + " (Ctrl+C stops it).");
                end = follow(jobs, names, report);
                if (end == End.STOPPED) {
                    report.say("Stopping; waiting for the answers to what was sent.");
                }
            } finally {
                worker.close();
            }
        }
        JobCounts counts = JobCounts.of(jobs.active());
        long unknown = counts.unknown();
        report.printEnd(counts.planned() + counts.generating() + counts.downloading(), unknown);
        boolean good = report.count(JobState.FAILED) == 0 && unknown == 0 && end != End.FAILING;
        return good || !untilIdle ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    /** Why the worker ends. */
    private enum End {
        /** No job is left that it can go on with. */
        IDLE,
        /** So too, but jobs are left that have failed again and again. */
        FAILING,
        STOPPED
    }

    /** Returns when the worker is to be closed. */
    private End follow(JobService jobs, Set<String> names, WorkReport report) {
        long seen = -1;
        int quiet = 0;
        int ticks = 0;
        do {
            try {
                JobCounts counts = JobCounts.of(jobs.active());
                report.counts(counts);
                quiet = report.changes() == seen ? quiet + 1 : 0;
                seen = report.changes();
                ticks++;
                boolean mayBeOver = counts.isIdle()
                        || (ticks >= LOOK_TICKS
                                && (quiet >= LOOK_TICKS || report.failing().any()));
                if (untilIdle && mayBeOver) {
                    ticks = 0;
                    Optional<JobsLeft> left = JobsLeft.of(jobs, names, report.failing());
                    if (left.isPresent()) {
                        return end(left.get(), report);
                    }
                }
            } catch (StorageException.Unavailable e) {
                // the worker tries again and again, too; its log line says it
                quiet = 0;
            }
        } while (!isStopped());
        return End.STOPPED;
    }

    private static End end(JobsLeft left, WorkReport report) {
        left.others().ifPresent(report::say);
        left.failures().ifPresent(report::warn);
        return left.failures().isPresent() ? End.FAILING : End.IDLE;
    }

    private boolean isStopped() {
        try {
            return stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // a request to stop, which this does
            return true;
        }
    }
}
