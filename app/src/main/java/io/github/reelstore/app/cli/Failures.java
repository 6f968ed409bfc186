package io.github.reelstore.app.cli;

import io.github.reelstore.app.Redacted;
import io.github.reelstore.domain.error.StorageException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on standard error what went wrong, in one line or as JSON, and which exit status goes with it. */
final class Failures {

    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private static final String USAGE = "Usage";

    private final Terminal terminal;
    private final boolean json;
    private final boolean stacktrace;

    /**
     * @param arguments what was typed: it may be what was typed that is wrong, so the options are looked for and not parsed
     */
    Failures(Terminal terminal, List<String> arguments) {
        this.terminal = terminal;
        List<String> options = arguments.contains("--") ? arguments.subList(0, arguments.indexOf("--")) : arguments;
        this.json = options.contains("--json");
        this.stacktrace = options.contains("--stacktrace");
    }

    /** What was typed is no command. */
    int wrongUsage(ParameterException failure) {
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        report(USAGE, sentence(failure) + (json ? "" : " See: " + name + " --help"), failure);
        return WRONG_USAGE;
    }

    /** A command failed. */
    int failed(Throwable failure) {
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
        if (failure instanceof StorageException || failure instanceof Confirmation.Declined) {
            report(failure.getClass().getSimpleName(), message(failure), failure);
            return FAILED;
        }
        String hint = stacktrace ? "" : " Add --stacktrace to see where.";
        report("Unexpected", "Unexpected failure: " + failure + "." + hint, failure);
        return FAILED;
    }

    private static String sentence(ParameterException failure) {
        String message = message(failure);
        List<String> suggestions =
                failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String end = message.endsWith(".") ? "" : ".";
        return message + end + (suggestions.isEmpty() ? "" : " Did you mean " + String.join(" or ", suggestions) + "?");
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    /** What was typed may be a URL with a password in the wrong place, and messages repeat what they refuse. */
    private void report(String type, String unsafe, Throwable failure) {
        String message = Redacted.of(unsafe);
        PrintStream err = new PrintStream(terminal.err(), true, StandardCharsets.UTF_8);
        TextStyle style = new TextStyle(terminal.hasColours(Terminal.Channel.STDERR));
        err.println(
                json
                        ? JsonOutput.of(Map.of("error", new Report(type, message)))
                        : style.red("reelstore:") + " " + SafeText.of(message));
        if (stacktrace) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            err.print(Redacted.of(trace.toString()));
        }
    }

    private record Report(String type, String message) {}
}
