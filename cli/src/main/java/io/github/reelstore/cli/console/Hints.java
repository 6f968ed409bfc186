package io.github.reelstore.cli.console;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Completes the message of a failure with what only the command line knows: commands as the user would type them here, the database
 * of a missing row, the id of a project whose title was given, why the store is read-only, and the command that shows the budgets.
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
                return projectOfTitle(failure, message) + " The database is "
                        + context.config().databaseUrl() + ".";
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

    /** Pages and lists show titles, so one of them is easily given instead of an id. The command's store is closed by now. */
    private String projectOfTitle(StorageException failure, String message) {
        if (!message.startsWith("There is no project ")) {
            return "";
        }
        try (Reelstore store = Reelstore.openToRead(context.config())) {
            List<String> ids =
                    store.projects().list(ProjectFilter.ALL, PageRequest.first(PageRequest.MAX_LIMIT)).items().stream()
                            .filter(project -> project.title().equalsIgnoreCase(failure.subject()))
                            .map(project -> project.id().value())
                            .toList();
            return switch (ids.size()) {
                case 0 -> "";
                case 1 -> " The id of the project with this title is " + ids.get(0) + ".";
                default -> " The ids of the projects with this title are " + String.join(", ", ids) + ".";
            };
        }
    }
}
