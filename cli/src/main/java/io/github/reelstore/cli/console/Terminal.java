package io.github.reelstore.cli.console;

import java.io.BufferedInputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The process around a command: its streams and what they lead to, its environment, its folder. Tests give their own.
 *
 * @param in standard input
 * @param out standard output, in bytes; whoever writes text encodes it in UTF-8, whatever the locale
 * @param err standard error
 * @param screens which of the streams a person sees
 * @param outIsPipe whether standard output leads into another program, which may stop reading when it has enough
 * @param environment the environment variables
 * @param workingFolder what relative files are relative to
 * @param zone in which times are shown
 * @param launcher how the person called this program, for the commands that messages suggest
 */
public record Terminal(
        InputStream in,
        OutputStream out,
        OutputStream err,
        Set<Channel> screens,
        boolean outIsPipe,
        Map<String, String> environment,
        Path workingFolder,
        ZoneId zone,
        String launcher) {

    /** Wide enough for a key and its size. */
    private static final int DEFAULT_WIDTH = 100;

    private static final int LEAST_WIDTH = 40;

    /** A standard stream. */
    public enum Channel {
        STDIN,
        STDOUT,
        STDERR
    }

    /** The one that this process runs in. */
    public static Terminal ofProcess() {
        Set<Channel> screens = EnumSet.noneOf(Channel.class);
        for (Channel channel : Channel.values()) {
            if (leadsToScreen(channel)) {
                screens.add(channel);
            }
        }
        return new Terminal(
                // not the stream itself, whose readNBytes fails on a pipe in Java 17
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                screens,
                Boolean.getBoolean("reelstore.pipe.stdout"),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                ZoneId.systemDefault(),
                System.getProperty("reelstore.launcher", "reelstore"));
    }

    /** The launcher asks the shell; Java itself knows no more than whether all streams are a terminal. */
    private static boolean leadsToScreen(Channel channel) {
        String told = System.getProperty("reelstore.terminal." + channel.name().toLowerCase(Locale.ROOT));
        return told == null ? hasConsole() : Boolean.parseBoolean(told);
    }

    // null where there is none, up to Java 21
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // from Java 22 on there is a console also where there is no terminal, and this tells
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** This one, with a stream that no person sees. */
    Terminal without(Channel screen) {
        Set<Channel> others = EnumSet.noneOf(Channel.class);
        others.addAll(screens);
        others.remove(screen);
        return new Terminal(in, out, err, others, outIsPipe, environment, workingFolder, zone, launcher);
    }

    public boolean isScreen(Channel... channels) {
        return screens.containsAll(Set.of(channels));
    }

    public boolean hasColours(Channel channel) {
        return isScreen(channel)
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** How many columns a line may have; as many as it likes where no person has to look at it. */
    int width() {
        return isScreen(Channel.STDOUT) ? screenWidth() : Integer.MAX_VALUE;
    }

    public int screenWidth() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,4}") ? Math.max(Integer.parseInt(columns), LEAST_WIDTH) : DEFAULT_WIDTH;
    }
}
