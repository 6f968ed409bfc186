package io.github.reelstore.cli.console;

import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A progress bar for work of many steps, where a person sees standard error and it takes long enough to be read. */
public final class ProgressIndicator implements AutoCloseable {

    private static final long SOON_NANOS = 500_000_000;

    private final String task;
    private final Terminal terminal;
    private final long begun;
    private @Nullable ProgressBar bar;

    public ProgressIndicator(String task, Terminal terminal) {
        this(task, terminal, System.nanoTime());
    }

    /** Of something that began earlier, by {@link System#nanoTime}. */
    ProgressIndicator(String task, Terminal terminal, long begun) {
        this.task = task;
        this.terminal = terminal;
        this.begun = begun;
    }

    /** So many steps are done; nobody knows of how many. */
    public void at(long done) {
        at(done, -1);
    }

    /** Of {@code total} steps, {@code done} are done; -1 where nobody knows. */
    public void at(long done, long total) {
        ProgressBar open = bar;
        if (open == null) {
            if (!terminal.isScreen(Terminal.Channel.STDERR) || System.nanoTime() - begun < SOON_NANOS) {
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
