package io.github.reelstore.cli;

import io.github.reelstore.cli.console.Logs;
import io.github.reelstore.cli.console.Terminal;

/** The entry point of the command line. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        Logs.silence();
        System.exit(new ReelstoreCli(Terminal.ofProcess()).run(arguments));
    }
}
