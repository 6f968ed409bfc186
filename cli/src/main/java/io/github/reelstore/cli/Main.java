package io.github.reelstore.cli;

import io.github.reelstore.cli.console.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the program starts. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        silenceLibraries();
        System.exit(new ReelstoreCli(Terminal.ofProcess()).run(arguments));
    }

    /**
     * What fails is thrown, and reported in one line or as one JSON value. Libraries would write of it as well: by SLF4J, by
     * java.util.logging, or in threads of their own. The terminal has its own way to standard error.
     */
    static void silenceLibraries() {
        // not in a simplelogger.properties, which would also reach programs that embed the library
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }
}
