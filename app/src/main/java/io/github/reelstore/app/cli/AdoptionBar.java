package io.github.reelstore.app.cli;

import io.github.reelstore.sqlite.AdoptionProgress;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A progress bar for each phase of an adoption, where a person sees standard error and it takes long enough to be read. */
final class AdoptionBar implements AutoCloseable {

    private static final long SOON_NANOS = 500_000_000;

    private final Terminal terminal;
    private final long begun = System.nanoTime();
    private @Nullable ProgressBar bar;
    private String shown = "";

    AdoptionBar(Terminal terminal) {
        this.terminal = terminal;
    }

    /** How far the adoption has come. */
    void at(AdoptionProgress.Phase phase, long done, long total) {
        show(phase.name().toLowerCase(Locale.ROOT), done, total);
    }

    /** How many clips have been looked at for their files. */
    void files(long done, long total) {
        show("import", done, total);
    }

    /** How far a task has come. */
    void show(String task, long done, long total) {
        if (!terminal.isScreen(Terminal.Channel.STDERR) || System.nanoTime() - begun < SOON_NANOS) {
            return;
        }
        ProgressBar open = bar;
        if (open == null || !shown.equals(task)) {
            close();
            open = Progress.bar(task, total, terminal);
            bar = open;
            shown = task;
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
