package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.maintenance.Recovery;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.UndeletionService.Mode;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore undelete}. */
@Command(
        name = "undelete",
        description =
                "Creates a row for a file without one: a deleted file that gc has not removed yet, or a file that was stored after the"
                        + " backup that the database was restored from.",
        footer = {
            "The deleted row is not restored. The file gets a new row (image, audio, video or final cut), with the metadata of its"
                    + " content and the id in its key. A thumbnail is restored with its original.",
            "With --orphans, missing projects are recreated with their ids. If other profiles use the database too, only the project that"
                    + " you specify with --project is recreated. Files whose project belongs to another profile are ignored."
                    + " After an interruption, the next run continues. Exit status 1 if files were skipped."
        })
public final class UndeleteCommand implements Callable<Integer> {

    private final CliContext context;

    @ArgGroup(multiplicity = "1")
    private final Target target = new Target();

    @Option(
            names = "--project",
            paramLabel = "ID",
            description =
                    "the project that gets the file (default: the project in its key). With --orphans: only files of this"
                            + " project")
    private @Nullable ProjectId project;

    @Option(names = "--dry-run", description = "with --orphans: list the files, and create no rows")
    private boolean dryRun;

    public UndeleteCommand(CliContext context) {
        this.context = context;
    }

    /** Exactly one of the two. */
    private static final class Target {

        @Parameters(paramLabel = "KEY", description = "the key of the file")
        private @Nullable BlobKey key;

        @Option(
                names = "--orphans",
                required = true,
                description = "all files without a row; lists the whole blob store")
        private boolean orphans;
    }

    @Override
    public Integer call() {
        if (target.orphans) {
            return orphans();
        }
        if (target.key == null) {
            throw new IllegalStateException("picocli requires one of the two");
        }
        if (dryRun) {
            throw new WrongUsage("--dry-run requires --orphans.");
        }
        UndeleteResult result = context.store().maintenance().undelete(target.key, Optional.ofNullable(project));
        context.print(
                new JsonObject()
                        .with("key", result.key())
                        .with("project", result.project())
                        .with("row", result.row().value())
                        .with("id", result.rowId()),
                layout -> "Restored " + result.key() + " as " + RecoveryPrinter.noun(result.row()) + " "
                        + result.rowId() + " of project "
                        + SafeText.of(result.project().value()) + ".\n");
        return CommandLine.ExitCode.OK;
    }

    private int orphans() {
        RecoveryPrinter printer = new RecoveryPrinter(context, dryRun);
        Recovery recovery;
        try (ProgressIndicator progress = new ProgressIndicator("undeleting", context.terminal())) {
            recovery = context.store()
                    .maintenance()
                    .undeleteOrphans(
                            Optional.ofNullable(project),
                            dryRun ? Mode.PREVIEW : Mode.MAKE,
                            printer.listener(progress::at));
        } catch (RuntimeException e) {
            printer.abort();
            throw e;
        }
        printer.end(recovery);
        return recovery.skipped() == 0 ? CommandLine.ExitCode.OK : Failures.FAILED;
    }
}
