package io.github.reelstore.app.cli;

/** Where the program starts. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        // not in a simplelogger.properties, which would also reach programs that embed the library
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
        // the SQLite driver logs stack traces of what it throws as well, and what is thrown is reported
        System.setProperty("org.slf4j.simpleLogger.log.org.sqlite", "off");
        System.exit(new ReelstoreCli(Terminal.ofProcess()).run(arguments));
    }
}
