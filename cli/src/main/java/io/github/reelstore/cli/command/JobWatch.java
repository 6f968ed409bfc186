package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.StatusLine;
import io.github.reelstore.cli.console.Terminal;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobDetails;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.LedgerJson;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Follows jobs that workers, perhaps in other processes, go on with. */
final class JobWatch {

    private static final long PAUSE_MILLIS = 500;

    private final CliContext context;
    private final JobService jobs;

    /** On a screen, a line that is replaced; elsewhere, a line for each change. */
    private final boolean replaced;

    private String shown = "";

    JobWatch(CliContext context, JobService jobs) {
        this.context = context;
        this.jobs = jobs;
        this.replaced = context.terminal().isScreen(Terminal.Channel.STDOUT, Terminal.Channel.STDERR);
    }

    /** Follows a job to its end, and returns the exit status. */
    int one(JobId id) throws InterruptedException {
        try (StatusLine line = new StatusLine(context.terminal())) {
            ProviderJob job = jobs.get(id);
            adviseWorker(line, isOver(job));
            while (!isOver(job)) {
                show(line, JobText.change(job));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                job = jobs.get(id);
            }
        }
        JobDetails end = jobs.details(id);
        if (context.options().json || replaced) {
            context.print(LedgerJson.details(end), layout -> new JobText(layout).details(end));
        } else {
            context.output().print(JobText.change(end.job()) + "\n" + JobText.advice(end.job()));
        }
        return end.job().state() == JobState.SUCCEEDED ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    private static boolean isOver(ProviderJob job) {
        return !job.state().isActive() || (job.state() == JobState.OUTCOME_UNKNOWN && FailingJobs.isForPerson(job));
    }

    /** Follows all jobs until none can go on, and returns the exit status. */
    int all() throws InterruptedException {
        JobCounts counts = counts();
        try (StatusLine line = new StatusLine(context.terminal())) {
            adviseWorker(line, counts.isIdle());
            while (!counts.isIdle()) {
                show(line, counts.toString());
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                counts = counts();
            }
        }
        long unknown = counts.unknown();
        context.print(
                new JsonObject().with("unknown", unknown),
                layout -> unknown == 0
                        ? "All jobs are finished.\n"
                        : "The outcome of " + Layout.count(unknown, "job") + " is unknown; to list them:\n  "
                                + SafeText.of(context.command("job list --state outcome_unknown")) + "\n");
        return unknown == 0 ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    private JobCounts counts() {
        return JobCounts.of(jobs.active());
    }

    private void show(StatusLine line, String text) {
        if (replaced) {
            line.show(text);
        } else if (!context.options().json && !text.equals(shown)) {
            context.output().print(text + "\n");
        }
        shown = text;
    }

    private void adviseWorker(StatusLine line, boolean over) {
        if (!over
                && !context.options().json
                && context.store().readOnly(tx -> tx.jobQueue().beats()).isEmpty()) {
            line.above(SafeText.of("No worker runs. To start one: " + context.command("work --providers FILE")));
        }
    }
}
