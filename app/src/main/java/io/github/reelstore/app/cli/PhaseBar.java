package io.github.reelstore.app.cli;

import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A progress bar for each phase of a long task, where a person sees standard error and it takes long enough to be read. */
final class PhaseBar implements AutoCloseable {

    private static final long SOON_NANOS = 500_000_000;

    private final Terminal terminal;
    private final long begun = System.nanoTime();
    private @Nullable ProgressBar bar;
    private String shown = "";

    PhaseBar(Terminal terminal) {
        this.terminal = terminal;
    }

    /** How far a phase has come; a bar of its own for each. */
    void show(String phase, long done, long total) {
        if (!terminal.isScreen(Terminal.Channel.STDERR) || System.nanoTime() - begun < SOON_NANOS) {
            return;
        }
        ProgressBar open = bar;
        if (open == null || !shown.equals(phase)) {
            close();
            open = Progress.bar(phase, total, terminal);
            bar = open;
            shown = phase;
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
