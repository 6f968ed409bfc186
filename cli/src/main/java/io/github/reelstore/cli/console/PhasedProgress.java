package io.github.reelstore.cli.console;

import org.jspecify.annotations.Nullable;

/** One progress bar per phase of a long task, if standard error is a screen and the task is not short. */
public final class PhasedProgress implements AutoCloseable {

    private final Terminal terminal;
    private final long startNanos = System.nanoTime();
    private @Nullable ProgressIndicator progress;
    private String phaseShown = "";

    public PhasedProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Updates the bar of the phase; a new phase gets a new bar. */
    public void show(String phase, long done, long total) {
        ProgressIndicator open = progress;
        if (open == null || !phaseShown.equals(phase)) {
            close();
            open = new ProgressIndicator(phase, terminal, startNanos);
            progress = open;
            phaseShown = phase;
        }
        open.at(done, total);
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
