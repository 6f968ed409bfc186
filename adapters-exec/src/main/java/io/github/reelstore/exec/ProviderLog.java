package io.github.reelstore.exec;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logs what a program prints that is not an answer: short lines without secrets, and not more of them in a minute than a person
 * can use. Not thread-safe.
 */
final class ProviderLog {

    private static final System.Logger LOG = System.getLogger("io.github.reelstore.exec");

    private static final int LONGEST_LINE = 1_000;

    private static final int LINES_A_MINUTE = 600;

    private final String provider;
    private final Redaction redaction;
    private long minute = System.nanoTime();
    private int lines;
    private volatile @Nullable String last;

    ProviderLog(String provider, Redaction redaction) {
        this.provider = provider;
        this.redaction = redaction;
    }

    static void warn(String message) {
        LOG.log(System.Logger.Level.WARNING, message);
    }

    /** Logs a line of standard error. */
    void line(String text) {
        if (text.isBlank()) {
            return;
        }
        String clean = redaction.clean(text, LONGEST_LINE);
        last = clean;
        long now = System.nanoTime();
        if (now - minute > TimeUnit.MINUTES.toNanos(1)) {
            if (lines > LINES_A_MINUTE) {
                warn("Provider " + provider + " printed " + (lines - LINES_A_MINUTE)
                        + " more lines, which are not logged.");
            }
            minute = now;
            lines = 0;
        }
        lines++;
        if (lines <= LINES_A_MINUTE) {
            LOG.log(System.Logger.Level.INFO, "Provider {0}: {1}", provider, clean);
        }
    }

    /** The last line, as part of a sentence; empty if no line was printed. */
    String lastLine() {
        String line = last;
        return line == null ? "" : "; its last line on standard error was " + redaction.quoted(line);
    }
}
