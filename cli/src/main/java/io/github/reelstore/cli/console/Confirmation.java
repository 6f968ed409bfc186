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

/** Asks the person before something goes that cannot be had back. */
public final class Confirmation {

    private static final Set<String> CONSENT = Set.of("y", "yes");

    private Confirmation() {}

    /** The person said no. */
    static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Declined() {
            super("Nothing was deleted.");
        }
    }

    /**
     * Returns if the person agrees.
     *
     * @throws WrongUsage if there is nobody to ask
     * @throws Declined if the answer is no, or none
     */
    public static void of(Terminal terminal, Supplier<String> question) {
        if (!terminal.isScreen(Terminal.Channel.STDIN, Terminal.Channel.STDERR)) {
            throw new WrongUsage("There is no terminal to ask on: add --yes to delete without being asked.");
        }
        PrintStream err = new PrintStream(terminal.err(), true, StandardCharsets.UTF_8);
        err.print(SafeText.of(question.get()) + " [y/N] ");
        err.flush();
        String answer = answer(terminal);
        if (answer == null || !CONSENT.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new Declined();
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
