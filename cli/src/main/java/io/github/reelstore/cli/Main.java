package io.github.reelstore.cli;

import io.github.reelstore.cli.console.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The entry point of the command line. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        silenceLibraries();
        System.exit(new ReelstoreCli(Terminal.ofProcess()).run(arguments));
    }

    /**
     * Keeps libraries from writing to standard error through SLF4J, java.util.logging or their own threads. Failures are thrown and
     * reported in one line or as one JSON value; {@link Terminal} writes to the file descriptor directly.
     */
    static void silenceLibraries() {
        // not in a simplelogger.properties, which would also apply to programs that embed the library
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }
}
