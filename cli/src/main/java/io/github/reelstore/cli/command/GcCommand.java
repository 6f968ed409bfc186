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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reelstore gc}. */
@Command(
        name = "gc",
        description = "Removes the profile's files that nothing refers to any more, once their grace period is over.",
        footer = {
            "Others may write meanwhile, and several may collect at once. Stopped at any moment, the next run goes on.",
            "Files without a row may have been stored after the backup that the database was restored from. So --orphans keeps those that"
                    + " are newer than every row, and removes nothing at all if more than --max-orphans of the files have no row."
                    + " \"undelete --orphans\" makes rows of them.",
            "Exit status 1 if files could not be removed; they are tried again next time. 3 if files without a row were kept."
        })
public final class GcCommand implements Callable<Integer> {

    private static final String BRING_BACK = "undelete --orphans";
    private static final String REMOVE_ALL = "gc --orphans --max-orphans 100";

    private final CliContext context;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description = "how long files stay at least, such as 24h, 30m, 7d or PT24H (${DEFAULT-VALUE})")
    private Duration grace = Duration.ZERO;

    @Option(names = "--dry-run", description = "tell what would be removed, and remove nothing")
    private boolean dryRun;

    @Option(
            names = "--orphans",
            description = "also files that no row ever referred to, as a crash may leave them; lists the whole storage")
    private boolean orphans;

    @Option(
            names = "--max-orphans",
            paramLabel = "PERCENT",
            description =
                    "with --orphans: remove nothing if more than this share of all files has no row (10); 100 removes all that are"
                            + " old enough, also those that are newer than every row")
    private @Nullable Percent mostOrphans;

    public GcCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        double most = mostOrphans();
        CollectionResult collectionResult;
        try (ProgressIndicator progress = new ProgressIndicator("collecting", context.terminal())) {
            collectionResult = (dryRun ? context.store() : context.storeToWrite())
                    .collection()
                    .collect(
                            orphans ? Scope.ALL_FILES : Scope.TOMBSTONES,
                            grace,
                            dryRun ? Mode.PREVIEW : Mode.REMOVE,
                            most,
                            progress::at);
        } catch (StorageException.Integrity e) {
            throw e.subject().equals(CollectionService.TOO_MANY)
                    ? new Advised(e, List.of(context.command(BRING_BACK), context.command(REMOVE_ALL)))
                    : e;
        }
        context.print(Printed.of(collectionResult, dryRun), layout -> text(layout, collectionResult));
        if (!collectionResult.failed().isEmpty()) {
            return Failures.FAILED;
        }
        return collectionResult.kept() == 0 ? CommandLine.ExitCode.OK : VerifyCommand.PROBLEMS_FOUND;
    }

    private double mostOrphans() {
        if (mostOrphans == null) {
            return CollectionService.USUAL_SHARE;
        }
        if (!orphans) {
            throw new WrongUsage("--max-orphans goes with --orphans.");
        }
        return mostOrphans.share();
    }

    private String text(Layout layout, CollectionResult collectionResult) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(collectionResult.failed())
                .forEach((key, reason) -> lines.append(layout.style().red("left"))
                        .append("  ")
                        .append(SafeText.of(key + "  " + reason))
                        .append('\n'));
        lines.append(dryRun ? "Would remove " : "Removed ")
                .append(Layout.count(collectionResult.tombstones(), "deleted file"));
        if (orphans) {
            lines.append(", ")
                    .append(Layout.count(collectionResult.orphans(), "file"))
                    .append(" without a row (")
                    .append(Layout.size(collectionResult.orphanBytes()))
                    .append(')');
        }
        if (collectionResult.leftovers() > 0) {
            lines.append(", ").append(Layout.count(collectionResult.leftovers(), "leftover"));
        }
        lines.append(".\n");
        if (collectionResult.kept() > 0) {
            lines.append("Kept ")
                    .append(Layout.count(collectionResult.kept(), "file"))
                    .append(
                            " without a row that may have been stored after the backup that this database was restored from. To make rows of them:\n  ")
                    .append(SafeText.of(context.command(BRING_BACK)))
                    .append("\nTo remove them:\n  ")
                    .append(SafeText.of(context.command(REMOVE_ALL)))
                    .append('\n');
        }
        if (collectionResult.young() > 0) {
            lines.append("Left ")
                    .append(Layout.count(collectionResult.young(), "file"))
                    .append(" without a row younger than the grace period (--grace).\n");
        }
        return lines.toString();
    }

    private record Printed(
            boolean dryRun,
            long tombstones,
            long orphans,
            long orphanBytes,
            long kept,
            long young,
            long leftovers,
            Map<String, String> failed) {

        static Printed of(CollectionResult collectionResult, boolean dryRun) {
            Map<String, String> failed = new TreeMap<>();
            collectionResult.failed().forEach((key, reason) -> failed.put(key.value(), reason));
            return new Printed(
                    dryRun,
                    collectionResult.tombstones(),
                    collectionResult.orphans(),
                    collectionResult.orphanBytes(),
                    collectionResult.kept(),
                    collectionResult.young(),
                    collectionResult.leftovers(),
                    failed);
        }
    }
}
