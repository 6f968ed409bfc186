package io.github.reelstore.cli.console;

import io.github.reelstore.domain.error.StorageException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Completes the message of a failure with what only the command line knows: commands as the user would type them here, the database
 * of a missing row, why the store is read-only, and the command that shows the budgets.
 */
public final class Hints {

    private static final Pattern COMMAND = Pattern.compile("\"reelstore ([a-z][^\"]*)\"");

    private final CliContext context;

    public Hints(CliContext context) {
        this.context = context;
    }

    String messageOf(StorageException failure) {
        String message = String.valueOf(failure.getMessage());
        return COMMAND.matcher(message)
                        .replaceAll(found -> Matcher.quoteReplacement("\"" + context.command(found.group(1)) + "\""))
                + reason(failure, message);
    }

    private String reason(StorageException failure, String message) {
        try {
            if (failure instanceof StorageException.ReadOnly) {
                return Optional.of(context.config())
                        .flatMap(config -> config.readOnlyReason())
                        .map(reason -> " " + reason)
                        .orElse("");
            }
            if (failure instanceof StorageException.NotFound && message.contains(" in profile ")) {
                return " The database is " + context.config().databaseUrl() + ".";
            }
            if (failure instanceof StorageException.BudgetExceeded) {
                return " \"" + context.command("budget list") + "\" shows what is left of each budget.";
            }
            return "";
        } catch (StorageException e) {
            // the configuration itself is invalid
            return "";
        }
    }
}
