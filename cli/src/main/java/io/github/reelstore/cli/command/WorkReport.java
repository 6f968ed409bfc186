package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.StatusLine;
import io.github.reelstore.cli.console.Terminal;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.worker.WorkerListener;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.JsonOutput;
import io.github.reelstore.json.LedgerJson;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints what a worker does: on a screen one line that is replaced, elsewhere a line for each change. Thread-safe. */
final class WorkReport implements WorkerListener, AutoCloseable {

    private final CliContext context;
    private final boolean jsonLines;
    private final Runnable onFailure;
    private final StatusLine line;

    /** Whether standard output shows each change. */
    private final boolean eachChange;

    private final Map<JobState, Long> ended = new EnumMap<>(JobState.class);
    private final MoneySums charged = new MoneySums();
    private long unpriced;
    private JobCounts counts = new JobCounts(0, 0, 0, 0);
    private long changes;
    private String lastReason = "";

    private final FailingJobs failing;

    /** Why the last step of each job that goes on has failed. */
    private final Map<JobId, String> reasons = new HashMap<>();

    private @Nullable RuntimeException failure;

    /**
     * @param credentials the names of those that the worker has
     * @param onFailure is run if standard output cannot be written
     */
    WorkReport(CliContext context, boolean jsonLines, Set<String> credentials, Runnable onFailure) {
        this.failing = new FailingJobs(credentials, context.terminal().clock()::instant, System::nanoTime);
        this.context = context;
        this.jsonLines = jsonLines;
        this.onFailure = onFailure;
        this.line = new StatusLine(context.terminal());
        boolean onScreen = line.isVisible() && context.terminal().isScreen(Terminal.Channel.STDOUT);
        this.eachChange = jsonLines || (!context.options().json && !onScreen);
    }

    @Override
    public synchronized void changed(ProviderJob job) {
        changes++;
        failing.changed(job);
        if (!job.state().isActive()) {
            ended.merge(job.state(), 1L, Long::sum);
            charged.add(job.charged());
            if (job.state() == JobState.SUCCEEDED && job.charged().isEmpty()) {
                unpriced++;
            }
        }
        if (eachChange) {
            printOnce(job);
        } else if (!context.options().json && isNews(job)) {
            line.above(JobText.change(job));
        }
        show();
    }

    /** A job that failed, or is planned again for another reason than the last one, such as a program that cannot be started. */
    private boolean isNews(ProviderJob job) {
        if (job.state() != JobState.PLANNED) {
            return job.state() == JobState.FAILED;
        }
        String reason = job.errorMessage().orElse(lastReason);
        boolean another = !reason.equals(lastReason);
        lastReason = reason;
        return another;
    }

    /** A step that fails again and again with the same message is printed once; a JSON line says each change. */
    private void printOnce(ProviderJob job) {
        String reason = job.errorMessage().filter(any -> job.state().isActive()).orElse("");
        String before = reasons.getOrDefault(job.id(), "");
        if (job.state().isActive()) {
            reasons.put(job.id(), reason.isEmpty() && job.state() == JobState.SUBMITTING ? before : reason);
        } else {
            reasons.remove(job.id());
        }
        boolean same = !before.isEmpty() && (reason.equals(before) || job.state() == JobState.SUBMITTING);
        if (jsonLines || !same) {
            print(job);
        }
    }

    /** An exception here would end a step of the worker. */
    private void print(ProviderJob job) {
        try {
            context.output().print((jsonLines ? JsonOutput.of(LedgerJson.change(job)) : JobText.change(job)) + "\n");
        } catch (RuntimeException e) {
            if (failure == null) {
                failure = e;
                onFailure.run();
            }
        }
    }

    @Override
    public void warning(ProviderJob job, String message) {
        warn(message);
    }

    /** Says what a person has to look at. */
    synchronized void warn(String message) {
        if (context.options().json) {
            context.warn(message);
        } else {
            line.above(SafeText.of("Warning: " + message));
        }
    }

    /** Shows how many jobs are in which state by now. */
    synchronized void counts(JobCounts now) {
        counts = now;
        show();
    }

    private void show() {
        if (line.isVisible()) {
            line.show(counts.planned() + " planned, " + counts.generating() + " generating, " + counts.downloading()
                    + " downloading, " + count(JobState.SUCCEEDED) + " done, " + count(JobState.FAILED) + " failed, "
                    + counts.unknown() + " unknown, " + chargedText());
        }
    }

    FailingJobs failing() {
        return failing;
    }

    /** How many changes there were: as long as it grows, the worker is not idle. */
    synchronized long changes() {
        return changes;
    }

    /** Says something to the user, but not with {@code --json}. */
    void say(String text) {
        if (!context.options().json) {
            line.above(SafeText.of(text));
        }
    }

    synchronized long count(JobState state) {
        return ended.getOrDefault(state, 0L);
    }

    /**
     * Removes the line.
     *
     * @throws RuntimeException if standard output could not be written
     */
    @Override
    public synchronized void close() {
        line.close();
        if (failure != null) {
            throw failure;
        }
    }

    /** Prints what was done in all. */
    void printEnd(long left, long unknown) {
        if (jsonLines) {
            return;
        }
        context.print(
                new JsonObject()
                        .with("succeeded", count(JobState.SUCCEEDED))
                        .with("filtered", count(JobState.FILTERED))
                        .with("failed", count(JobState.FAILED))
                        .with("cancelled", count(JobState.CANCELLED))
                        .with("left", left)
                        .with("unknown", unknown)
                        .with("charged", charged.json())
                        .with("unpriced", unpriced),
                layout -> end(left, unknown));
    }

    private String end(long left, long unknown) {
        return "Finished " + Layout.count(count(JobState.SUCCEEDED), "job")
                + part(count(JobState.FILTERED), "filtered").orElse("")
                + part(count(JobState.FAILED), "failed").orElse("")
                + part(unknown, "whose outcome is unknown").orElse("")
                + part(left, "left").orElse("")
                + "; " + chargedText() + ".\n";
    }

    /** What was charged, and for how many jobs it is not known: they were planned without a price, and their provider does not say it. */
    private String chargedText() {
        return "charged " + charged.text(unpriced == 0 ? "nothing" : "an unknown amount")
                + (unpriced == 0 || charged.isEmpty()
                        ? ""
                        : " and, for " + Layout.count(unpriced, "job") + ", an unknown amount");
    }

    private static Optional<String> part(long count, String what) {
        return count == 0 ? Optional.empty() : Optional.of(", " + count + " " + what);
    }
}
