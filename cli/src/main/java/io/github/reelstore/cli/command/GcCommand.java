package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Advised;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.Percent;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.json.MaintenanceJson;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reelstore gc}. */
@Command(
        name = "gc",
        description = "Removes the profile's files that no row refers to any more, after a grace period.",
        footer = {
            "Other programs may write or collect at the same time. After an interruption, the next run continues.",
            "Files without a row may have been stored after the backup that the database was restored from, so --orphans keeps files"
                    + " that are newer than every row, and removes nothing if more than --max-orphans of the files have no row."
                    + " \"undelete --orphans\" creates rows for them.",
            "Exit status 1 if files could not be removed; the next run tries again. 3 if files without a row were kept."
        })
public final class GcCommand implements Callable<Integer> {

    private static final String UNDELETE = "undelete --orphans";
    private static final String REMOVE_ALL = "gc --orphans --max-orphans 100";

    private final CliContext context;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description = "the minimum time to keep files, such as 24h, 30m, 7d or PT24H (${DEFAULT-VALUE})")
    private Duration grace = Duration.ZERO;

    @Option(names = "--dry-run", description = "print what would be removed, and remove nothing")
    private boolean dryRun;

    @Option(
            names = "--orphans",
            description =
                    "also remove files that no row has ever referred to, such as those left by a crash; lists the whole blob store")
    private boolean orphans;

    @Option(
            names = "--max-orphans",
            paramLabel = "PERCENT",
            description =
                    "with --orphans: remove nothing if more than this percentage of all files has no row (10); 100 removes all"
                            + " files without a row after the grace period, even those that are newer than every row")
    private @Nullable Percent maxOrphans;

    public GcCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        double maxShare = maxOrphans();
        Mode mode = dryRun ? Mode.PREVIEW : Mode.REMOVE;
        CollectionResult result;
        if (!dryRun) {
            context.requireUndamaged();
        }
        try (ProgressIndicator progress = new ProgressIndicator("collecting", context.terminal())) {
            result = context.storeToCollect()
                    .maintenance()
                    .collect(orphans ? Scope.ALL_FILES : Scope.TOMBSTONES, grace, mode, maxShare, progress::at);
        } catch (StorageException.Integrity e) {
            throw e.subject().equals(CollectionService.TOO_MANY)
                    ? new Advised(e, List.of(context.command(UNDELETE), context.command(REMOVE_ALL)))
                    : e;
        }
        context.print(MaintenanceJson.collection(mode, result), layout -> text(layout, result));
        if (!result.failed().isEmpty()) {
            return Failures.FAILED;
        }
        return result.kept() == 0 ? CommandLine.ExitCode.OK : VerifyCommand.PROBLEMS_FOUND;
    }

    private double maxOrphans() {
        if (maxOrphans == null) {
            return CollectionService.USUAL_SHARE;
        }
        if (!orphans) {
            throw new WrongUsage("--max-orphans requires --orphans.");
        }
        return maxOrphans.share();
    }

    private String text(Layout layout, CollectionResult result) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(result.failed())
                .forEach((key, reason) -> lines.append(layout.style().red("failed"))
                        .append("  ")
                        .append(SafeText.of(key + "  " + reason))
                        .append('\n'));
        lines.append(dryRun ? "Would remove " : "Removed ").append(Layout.count(result.tombstones(), "deleted file"));
        if (orphans) {
            lines.append(", ")
                    .append(Layout.count(result.orphans(), "file"))
                    .append(" without a row (")
                    .append(Layout.size(result.orphanBytes()))
                    .append(')');
        }
        if (result.leftovers() > 0) {
            lines.append(", ").append(Layout.count(result.leftovers(), "unfinished file"));
        }
        lines.append(".\n");
        if (result.kept() > 0) {
            lines.append("Kept ")
                    .append(Layout.count(result.kept(), "file"))
                    .append(
                            " without a row that may have been stored after the backup that this database was restored from. To create rows for them:\n  ")
                    .append(SafeText.of(context.command(UNDELETE)))
                    .append("\nTo remove them:\n  ")
                    .append(SafeText.of(context.command(REMOVE_ALL)))
                    .append('\n');
        }
        if (result.young() > 0) {
            lines.append("Skipped ")
                    .append(Layout.count(result.young(), "file"))
                    .append(" without a row within the grace period (--grace).\n");
        }
        result.waiting()
                .until()
                .ifPresent(until -> lines.append(Layout.count(result.waiting().files(), "deleted file"))
                        .append(result.waiting()
                                .bytes()
                                .map(bytes -> " (" + Layout.size(bytes) + ")")
                                .orElse(""))
                        .append(result.waiting().files() == 1 ? " waits" : " wait")
                        .append(" for the end of the grace period (--grace), until ")
                        .append(layout.time(until))
                        .append(".\n"));
        return lines.toString();
    }
}
