package io.github.reelstore.cli.console;

import io.github.reelstore.app.config.Redacted;
import io.github.reelstore.domain.error.StorageException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on standard error what went wrong, in one line or as JSON, and which exit status goes with it. */
public final class Failures {

    public static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private static final String USAGE = "Usage";
    private static final Pattern NONE_OF_GROUP =
            Pattern.compile("Error: Missing required argument \\(specify one of these\\): \\((.*)\\)");
    private static final Pattern SEVERAL_OF_GROUP =
            Pattern.compile("Error: (.*) are mutually exclusive \\(specify only one\\)");
    private static final int LONGEST_LINE = 2_000;

    private final Terminal terminal;
    private final boolean json;
    private final boolean stacktrace;

    public Failures(Terminal terminal, boolean json, boolean stacktrace) {
        this.terminal = terminal;
        this.json = json;
        this.stacktrace = stacktrace;
    }

    /** What was typed is no command. */
    public int wrongUsage(ParameterException failure) {
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        report(USAGE, sentence(failure) + (json ? "" : " See: " + name + " --help"), failure);
        return WRONG_USAGE;
    }

    /** A command failed. */
    public int failed(Throwable failure) {
        if (failure instanceof WrongUsage) {
            report(USAGE, message(failure), failure);
            return WRONG_USAGE;
        }
        if (failure instanceof Output.Refused) {
            if (terminal.outIsPipe()) {
                // the program behind the pipe has read what it wanted, as "head" does
                return CommandLine.ExitCode.OK;
            }
            report("Output", message(failure), failure);
            return FAILED;
        }
        if (failure instanceof Advised advised) {
            StorageException cause = advised.failure();
            report(cause.getClass().getSimpleName(), message(cause), cause, advised.commands());
            return FAILED;
        }
        if (failure instanceof StorageException || failure instanceof Confirmation.Declined) {
            report(failure.getClass().getSimpleName(), message(failure), failure);
            return FAILED;
        }
        String hint = stacktrace ? "" : " Add --stacktrace to see where.";
        report("Unexpected", "Unexpected failure: " + failure + "." + hint, failure);
        return FAILED;
    }

    private static String sentence(ParameterException failure) {
        String message = ofGroup(message(failure));
        List<String> suggestions =
                failure instanceof UnmatchedArgumentException unmatched ? Suggestions.of(unmatched) : List.of();
        String end = message.endsWith(".") ? "" : ".";
        return message + end + (suggestions.isEmpty() ? "" : " Did you mean " + String.join(" or ", suggestions) + "?");
    }

    /** Where one of several options has to be typed, picocli says so in its own words. */
    private static String ofGroup(String message) {
        Matcher none = NONE_OF_GROUP.matcher(message);
        if (none.matches()) {
            return "Give one of these: " + none.group(1).replace(" | ", " or ");
        }
        Matcher several = SEVERAL_OF_GROUP.matcher(message);
        return several.matches() ? "Give only one of these: " + several.group(1).replace(", ", " or ") : message;
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private void report(String type, String unsafe, Throwable failure) {
        report(type, unsafe, failure, List.of());
    }

    /** What was typed may be a URL with a password in the wrong place, and messages repeat what they refuse. */
    private void report(String type, String unsafe, Throwable failure, List<String> commands) {
        String message = Redacted.of(cut(unsafe));
        PrintStream err = new PrintStream(terminal.err(), true, StandardCharsets.UTF_8);
        if (json) {
            Map<String, String> report = new LinkedHashMap<>();
            report.put("type", type);
            report.put("message", message);
            if (stacktrace) {
                report.put("stacktrace", traceOf(failure));
            }
            err.println(JsonOutput.of(Map.of("error", report)));
            return;
        }
        TextStyle style = new TextStyle(terminal.hasColours(Terminal.Channel.STDERR));
        err.println(style.red("reelstore:") + " " + SafeText.of(message));
        commands.forEach(command -> err.println("  " + SafeText.of(Redacted.of(command))));
        if (stacktrace) {
            err.print(traceOf(failure));
        }
    }

    private static String traceOf(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString()
                .lines()
                .map(line -> Redacted.of(cut(line)) + "\n")
                .collect(Collectors.joining());
    }

    /** A message may repeat a text of any length, and looking for passwords takes time by its square. */
    private static String cut(String text) {
        return text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text;
    }
}
