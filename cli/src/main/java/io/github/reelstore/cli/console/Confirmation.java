package io.github.reelstore.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks for confirmation before an irreversible action. */
public final class Confirmation {

    private static final Set<String> YES = Set.of("y", "yes");

    private Confirmation() {}

    /** The user declined. */
    static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Declined(String message) {
            super(message);
        }
    }

    /**
     * Returns if the user confirms.
     *
     * @throws WrongUsage if standard input or standard error is not a terminal
     * @throws Declined if the answer is not yes, or if there is no answer
     */
    public static void of(Terminal terminal, Supplier<String> question) {
        of(terminal, question, "Nothing was deleted.");
    }

    /**
     * Like {@link #of(Terminal, Supplier)}.
     *
     * @param declined what to print if the user declines
     */
    public static void of(Terminal terminal, Supplier<String> question, String declined) {
        if (!terminal.isScreen(Terminal.Channel.STDIN, Terminal.Channel.STDERR)) {
            throw new WrongUsage(
                    "Cannot ask for confirmation without a terminal: add --yes to delete without confirmation.");
        }
        PrintStream err = terminal.errPrinter();
        err.print(SafeText.of(question.get()) + " [y/N] ");
        err.flush();
        String answer = answer(terminal);
        if (answer == null || !YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new Declined(declined);
        }
    }

    private static @Nullable String answer(Terminal terminal) {
        try {
            return new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            return null;
        }
    }
}
