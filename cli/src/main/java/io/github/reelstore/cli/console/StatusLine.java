package io.github.reelstore.cli.console;

import java.io.PrintStream;

/** A line on standard error that is replaced by the next one, if that is a screen. Thread-safe. */
public final class StatusLine implements AutoCloseable {

    private final Terminal terminal;
    private final PrintStream err;
    private int shown;

    public StatusLine(Terminal terminal) {
        this.terminal = terminal;
        this.err = terminal.errPrinter();
    }

    /** Whether there is a screen to show it on. */
    public boolean isVisible() {
        return terminal.isScreen(Terminal.Channel.STDERR);
    }

    /** Replaces the line. */
    public synchronized void show(String text) {
        if (isVisible()) {
            // one column less: some terminals begin a new line after the last one
            String line = SafeText.cut(text, terminal.screenWidth() - 1);
            int width = SafeText.width(line);
            err.print("\r" + SafeText.pad(line, shown));
            err.flush();
            shown = width;
        }
    }

    /**
     * Prints a line above it, or just prints the line if there is no screen.
     *
     * @param text text that is safe for a terminal
     */
    public synchronized void above(String text) {
        clear();
        err.println(text);
    }

    /** Removes the line. */
    @Override
    public void close() {
        clear();
    }

    private synchronized void clear() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }
}
