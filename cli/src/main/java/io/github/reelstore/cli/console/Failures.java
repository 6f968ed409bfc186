package io.github.reelstore.cli.console;

import io.github.reelstore.app.config.Redacted;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.JsonOutput;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a failure on standard error, in one line or as JSON, and returns the exit status. */
public final class Failures {

    public static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private static final String USAGE = "Usage";
    private static final Pattern MISSING_OPTION_OF_GROUP =
            Pattern.compile("Error: Missing required argument \\(specify one of these\\): \\((.*)\\)");
    private static final Pattern EXCLUSIVE_OPTIONS =
            Pattern.compile("Error: (.*) are mutually exclusive \\(specify only one\\)");
    private static final int MAX_LINE_LENGTH = 2_000;

    private final Terminal terminal;
    private final boolean json;
    private final boolean stacktrace;
    private final Hints hints;

    public Failures(Terminal terminal, boolean json, boolean stacktrace, Hints hints) {
        this.terminal = terminal;
        this.json = json;
        this.stacktrace = stacktrace;
        this.hints = hints;
    }

    /** Reports arguments that the parser rejected. */
    public int wrongUsage(ParameterException failure) {
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        report(USAGE, sentence(failure) + (json ? "" : " See: " + name + " --help"), failure);
        return WRONG_USAGE;
    }

    /** Reports the failure of a command. */
    public int failed(Throwable failure) {
        if (failure instanceof WrongUsage) {
            report(USAGE, message(failure), failure);
            return WRONG_USAGE;
        }
        if (failure instanceof Output.WriteException) {
            if (terminal.outIsPipe()) {
                // the reader of the pipe has closed it, as "head" does
                return CommandLine.ExitCode.OK;
            }
            report("Output", message(failure), failure);
            return FAILED;
        }
        if (failure instanceof Advised advised) {
            StorageException cause = advised.failure();
            report(cause.getClass().getSimpleName(), hints.messageOf(cause), cause, advised.commands());
            return FAILED;
        }
        if (failure instanceof StorageException known) {
            report(known.getClass().getSimpleName(), hints.messageOf(known), known);
            return FAILED;
        }
        if (failure instanceof Confirmation.Declined) {
            report(failure.getClass().getSimpleName(), message(failure), failure);
            return FAILED;
        }
        String hint = stacktrace ? "" : " Add --stacktrace for details.";
        report("Unexpected", "Unexpected error: " + failure + "." + hint, failure);
        return FAILED;
    }

    private static String sentence(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = Suggestions.of(unmatched);
            return unknown(unmatched)
                    + (suggestions.isEmpty() ? "" : " Did you mean " + String.join(" or ", suggestions) + "?");
        }
        String message = rephraseGroupError(message(failure));
        return message + (message.endsWith(".") ? "" : ".");
    }

    /** picocli's own message counts arguments from 0. */
    private static String unknown(UnmatchedArgumentException failure) {
        String word = Messages.quoted(failure.getUnmatched().get(0));
        if (failure.isUnknownOption()) {
            return "There is no option " + word + ".";
        }
        return failure.getCommandLine().getSubcommands().isEmpty()
                ? "Unexpected argument " + word + "."
                : "There is no command " + word + ".";
    }

    /** Rewrites picocli's messages about options of which exactly one is required; returns other messages unchanged. */
    private static String rephraseGroupError(String message) {
        Matcher missing = MISSING_OPTION_OF_GROUP.matcher(message);
        if (missing.matches()) {
            return "Specify one of these: " + missing.group(1).replace(" | ", " or ");
        }
        Matcher exclusive = EXCLUSIVE_OPTIONS.matcher(message);
        return exclusive.matches()
                ? "Specify only one of these: " + exclusive.group(1).replace(", ", " or ")
                : message;
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private void report(String type, String text, Throwable failure) {
        report(type, text, failure, List.of());
    }

    /** Messages quote rejected arguments, so passwords in them are redacted: a URL may have been typed in the wrong place. */
    private void report(String type, String text, Throwable failure, List<String> commands) {
        String message = Redacted.of(cut(text));
        PrintStream err = terminal.errPrinter();
        if (json) {
            JsonObject report = new JsonObject().with("type", type).with("message", message);
            if (stacktrace) {
                report.with("stacktrace", traceOf(failure));
            }
            err.println(JsonOutput.of(new JsonObject().with("error", report)));
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

    /** Limits the length, because a message may quote an argument of any length and redacting takes quadratic time. */
    private static String cut(String text) {
        return text.length() > MAX_LINE_LENGTH ? text.substring(0, MAX_LINE_LENGTH) + "…" : text;
    }
}
