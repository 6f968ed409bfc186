package io.github.reelstore.cli.console;

import java.io.BufferedInputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The environment of a command: standard streams, environment variables and working directory. Tests pass their own.
 *
 * @param in standard input
 * @param out standard output; text is written to it in UTF-8, whatever the locale
 * @param err standard error
 * @param screens the streams that are connected to a terminal
 * @param outIsPipe whether standard output is a pipe, whose reader may close it early
 * @param environment the environment variables
 * @param workingFolder the working directory, which resolves relative paths
 * @param clock the time, and the time zone of displayed times
 * @param launcher the command that started this program, for commands in messages
 */
public record Terminal(
        InputStream in,
        OutputStream out,
        OutputStream err,
        Set<Channel> screens,
        boolean outIsPipe,
        Map<String, String> environment,
        Path workingFolder,
        Clock clock,
        String launcher) {

    /** Enough for a key and a size. */
    private static final int DEFAULT_WIDTH = 100;

    private static final int MIN_WIDTH = 40;

    /** A standard stream. */
    public enum Channel {
        STDIN,
        STDOUT,
        STDERR
    }

    /** The environment of this process. */
    public static Terminal ofProcess() {
        Set<Channel> screens = EnumSet.noneOf(Channel.class);
        for (Channel channel : Channel.values()) {
            if (isTerminal(channel)) {
                screens.add(channel);
            }
        }
        return new Terminal(
                // buffered, because readNBytes of FileInputStream fails on a pipe in Java 17
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                screens,
                Boolean.getBoolean("reelstore.pipe.stdout"),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Clock.system(ZoneId.systemDefault()),
                System.getProperty("reelstore.launcher", "reelstore"));
    }

    /** The launcher passes what the shell reports; Java itself only knows whether both input and output are a terminal. */
    private static boolean isTerminal(Channel channel) {
        String property =
                System.getProperty("reelstore.terminal." + channel.name().toLowerCase(Locale.ROOT));
        return property == null ? hasConsole() : Boolean.parseBoolean(property);
    }

    // up to Java 21, null if there is no terminal
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // from Java 22, System.console() is not null without a terminal either
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** A copy in which the stream does not count as a screen. */
    Terminal without(Channel screen) {
        Set<Channel> others = EnumSet.noneOf(Channel.class);
        others.addAll(screens);
        others.remove(screen);
        return new Terminal(in, out, err, others, outIsPipe, environment, workingFolder, clock, launcher);
    }

    /** Prints text on standard error, in UTF-8 whatever the locale. */
    public PrintStream errPrinter() {
        return new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    public boolean isScreen(Channel... channels) {
        return screens.containsAll(Set.of(channels));
    }

    public boolean hasColours(Channel channel) {
        return isScreen(channel)
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** The number of columns of a line; unlimited if standard output is not a screen. */
    int width() {
        return isScreen(Channel.STDOUT) ? screenWidth() : Integer.MAX_VALUE;
    }

    public int screenWidth() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,4}") ? Math.max(Integer.parseInt(columns), MIN_WIDTH) : DEFAULT_WIDTH;
    }
}
