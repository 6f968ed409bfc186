package io.github.reelstore.app.cli;

import org.jspecify.annotations.Nullable;

/** A progress bar for each phase of a long task, where a person sees standard error and the task takes long enough. */
final class PhaseBar implements AutoCloseable {

    private final Terminal terminal;
    private final long begun = System.nanoTime();
    private @Nullable Steps steps;
    private String shown = "";

    PhaseBar(Terminal terminal) {
        this.terminal = terminal;
    }

    /** How far a phase has come; a bar of its own for each. */
    void show(String phase, long done, long total) {
        Steps open = steps;
        if (open == null || !shown.equals(phase)) {
            close();
            open = new Steps(phase, terminal, begun);
            steps = open;
            shown = phase;
        }
        open.at(done, total);
    }

    @Override
    public void close() {
        if (steps != null) {
            steps.close();
            steps = null;
        }
    }
}
