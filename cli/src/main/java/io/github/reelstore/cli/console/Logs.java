package io.github.reelstore.cli.console;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** Keeps log lines from standard error, or shows those of Reelstore there. Both settings are those of the process. */
public final class Logs {

    private static final String SIMPLE_LOGGER = "org.slf4j.simpleLogger.";

    private Logs() {}

    /**
     * Keeps libraries from writing to standard error through SLF4J, java.util.logging or their own threads. Failures are thrown and
     * reported in one line or as one JSON value; {@link Terminal} writes to the file descriptor directly.
     */
    public static void silence() {
        // not in a simplelogger.properties, which would also apply to programs that embed the library
        System.setProperty(SIMPLE_LOGGER + "defaultLogLevel", "off");
        System.setProperty(SIMPLE_LOGGER + "showThreadName", "false");
        System.setProperty(SIMPLE_LOGGER + "showShortLogName", "true");
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /** Shows the log lines of Reelstore, but none of its libraries. To be called before the first logger is created. */
    public static void show(Terminal terminal) {
        System.setProperty(SIMPLE_LOGGER + "log.io.github.reelstore", "debug");
        LogManager.getLogManager().reset();
        System.setErr(terminal.errPrinter());
    }
}
