package io.github.reelstore.cli.console;

import org.jspecify.annotations.Nullable;

/** A progress bar for each phase of a long task, where a person sees standard error and the task takes long enough. */
public final class PhasedProgress implements AutoCloseable {

    private final Terminal terminal;
    private final long begun = System.nanoTime();
    private @Nullable ProgressIndicator progress;
    private String shown = "";

    public PhasedProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** How far a phase has come; a bar of its own for each. */
    public void show(String phase, long done, long total) {
        ProgressIndicator open = progress;
        if (open == null || !shown.equals(phase)) {
            close();
            open = new ProgressIndicator(phase, terminal, begun);
            progress = open;
            shown = phase;
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
