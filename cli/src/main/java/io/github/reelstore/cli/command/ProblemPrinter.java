package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.JsonList;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.Verification.Origin;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.json.MaintenanceJson;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Prints problems as they are found, because there may be more than fit into memory: one line each as text, or one JSON object that
 * {@link #end} closes.
 */
final class ProblemPrinter {

    private final CliContext context;
    private final boolean json;
    private final JsonList list;
    private long leftovers;

    ProblemPrinter(CliContext context) {
        this.context = context;
        this.json = context.options().json;
        this.list = new JsonList(context.output(), "{\"problems\": [");
    }

    VerificationService.Listener listener(LongConsumer checked) {
        return new VerificationService.Listener() {
            @Override
            public void found(Problem problem) {
                print(problem);
            }

            @Override
            public void checked(long rowsAndFiles) {
                checked.accept(rowsAndFiles);
            }
        };
    }

    private void print(Problem problem) {
        if (problem.origin().equals(Optional.of(Origin.LEFTOVER))) {
            leftovers++;
        }
        if (json) {
            list.add(MaintenanceJson.problem(problem));
        } else {
            context.output().print(line(problem));
        }
    }

    private String line(Problem problem) {
        Layout layout = context.output().layout();
        String about = problem.row().map(RowRef::id).orElse("")
                + problem.key()
                        .map(key -> (problem.row().isPresent() ? "  " : "") + key)
                        .orElse("");
        return layout.style().red(problem.kind().value()) + "  " + (about.isEmpty() ? "" : SafeText.of(about) + "  ")
                + SafeText.of(problem.detail()) + "\n";
    }

    /** Prints the summary. */
    void end(Verification result) {
        if (json) {
            list.end("\"checked\": " + result.rows() + ", \"files\": " + result.files() + ", \"marked\": "
                    + result.marked() + ", \"afterBackup\": " + result.afterBackup());
        } else {
            context.output().print(result + "\n" + withoutRows(result.afterBackup()));
        }
    }

    /** Closes JSON output that has started, after a failure. */
    void abort() {
        list.abort();
    }

    private String withoutRows(long afterBackup) {
        StringBuilder lines = new StringBuilder();
        if (afterBackup > 0) {
            lines.append(Layout.count(afterBackup, "file"))
                    .append(
                            " without a row may have been stored after the backup that this database was restored from.")
                    .append(" To create rows for them:\n  ")
                    .append(SafeText.of(context.command("undelete --orphans")))
                    .append('\n');
        }
        if (leftovers > 0) {
            lines.append(Layout.count(leftovers, "file"))
                    .append(
                            " without a row may have been left by a crash. To remove those older than the grace period:\n  ")
                    .append(SafeText.of(context.command("gc --orphans")))
                    .append('\n');
        }
        return lines.toString();
    }
}
