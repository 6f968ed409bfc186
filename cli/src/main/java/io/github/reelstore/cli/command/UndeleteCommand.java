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
                "Makes a row of a file that has none: one that was deleted and not collected yet, or one that was stored after the"
                        + " backup that the database was restored from.",
        footer = {
            "The row that the file had does not come back: it gets a new one, as an image, audio, a video or the final cut, with what its"
                    + " bytes tell, under the id that its key names. A thumbnail comes back with its original.",
            "With --orphans a project that is gone is made again, with its id; where other profiles use the database too, only if you name it"
                    + " by --project. Files whose project belongs to another profile are left out."
                    + " Stopped at any moment, the next run goes on. Exit status 1 if files were skipped."
        })
public final class UndeleteCommand implements Callable<Integer> {

    private final CliContext context;

    @ArgGroup(multiplicity = "1")
    private final Which which = new Which();

    @Option(
            names = "--project",
            paramLabel = "ID",
            description =
                    "the project that gets the file; otherwise the one that its key names. With --orphans: only files of this"
                            + " project")
    private @Nullable ProjectId project;

    @Option(names = "--dry-run", description = "with --orphans: list the files, and make no rows")
    private boolean dryRun;

    public UndeleteCommand(CliContext context) {
        this.context = context;
    }

    /** Which files. */
    private static final class Which {

        @Parameters(paramLabel = "KEY", description = "the file")
        private @Nullable BlobKey key;

        @Option(
                names = "--orphans",
                required = true,
                description = "all files that have no row; lists the whole storage")
        private boolean orphans;
    }

    @Override
    public Integer call() {
        if (which.orphans) {
            return orphans();
        }
        if (which.key == null) {
            throw new IllegalStateException("picocli requires one of the two");
        }
        if (dryRun) {
            throw new WrongUsage("--dry-run goes with --orphans.");
        }
        UndeleteResult undeleteResult = context.store().undeletion().undelete(which.key, Optional.ofNullable(project));
        context.print(
                new Printed(
                        undeleteResult.key().value(),
                        undeleteResult.project(),
                        undeleteResult.row().value(),
                        undeleteResult.rowId()),
                layout -> "Brought " + undeleteResult.key() + " back, as " + undeleteResult.row() + " "
                        + undeleteResult.rowId() + " of project "
                        + SafeText.of(undeleteResult.project().value()) + ".\n");
        return CommandLine.ExitCode.OK;
    }

    private int orphans() {
        RecoveryPrinter printer = new RecoveryPrinter(context, dryRun);
        Recovery recovery;
        try (ProgressIndicator progress = new ProgressIndicator("undeleting", context.terminal())) {
            recovery = context.store()
                    .undeletion()
                    .undeleteOrphans(
                            Optional.ofNullable(project),
                            dryRun ? Mode.PREVIEW : Mode.MAKE,
                            printer.listener(progress::at));
        } catch (RuntimeException e) {
            printer.breakOff();
            throw e;
        }
        printer.end(recovery);
        return recovery.skipped() == 0 ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    private record Printed(String key, ProjectId project, String row, String id) {}
}
