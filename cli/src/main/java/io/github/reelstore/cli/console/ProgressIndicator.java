package io.github.reelstore.cli.console;

import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, if that is a screen, for a task that takes longer than half a second. */
public final class ProgressIndicator implements AutoCloseable {

    private static final long MIN_NANOS = 500_000_000;

    private final String task;
    private final Terminal terminal;
    private final long startNanos;
    private @Nullable ProgressBar bar;

    public ProgressIndicator(String task, Terminal terminal) {
        this(task, terminal, System.nanoTime());
    }

    /** A progress bar for a task that started at {@code startNanos} of {@link System#nanoTime}. */
    ProgressIndicator(String task, Terminal terminal, long startNanos) {
        this.task = task;
        this.terminal = terminal;
        this.startNanos = startNanos;
    }

    /** Shows the number of steps done, if the total is unknown. */
    public void at(long done) {
        at(done, -1);
    }

    /** Shows that {@code done} of {@code total} steps are done; a total of -1 means unknown. */
    public void at(long done, long total) {
        ProgressBar open = bar;
        if (open == null) {
            if (!terminal.isScreen(Terminal.Channel.STDERR) || System.nanoTime() - startNanos < MIN_NANOS) {
                return;
            }
            open = ProgressLine.bar(task, total, terminal);
            bar = open;
        }
        open.maxHint(total);
        open.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
