package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.Percent;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.ProgressListener;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.maintenance.RepairPlan;
import io.github.reelstore.domain.maintenance.RepairResult;
import io.github.reelstore.domain.maintenance.RepairService;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelstore repair}. */
@Command(
        name = "repair",
        description = "Plans what to do about the problems that verification finds, or does what a plan says.",
        footer = {
            "The plan is JSON to be read and changed: take out what shall not be done. Files are moved to quarantine/ in the storage, and"
                    + " rows are marked; nothing is deleted.",
            "Exit status of --apply: 0 if all was done, 3 if something was skipped because it is no longer as the plan has it."
        })
public final class RepairCommand implements Callable<Integer> {

    private final CliContext context;

    @ArgGroup(multiplicity = "1")
    private final Way way = new Way();

    @Mixin
    private final VerifyCommand.Extent extent = new VerifyCommand.Extent();

    @Option(
            names = "--max-suspect",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "refuse a plan that is about more than this share of all rows or files (${DEFAULT-VALUE})")
    private Percent mostSuspect = new Percent(RepairService.USUAL_SHARE);

    public RepairCommand(CliContext context) {
        this.context = context;
    }

    /** What to do. */
    private static final class Way {

        @Option(
                names = "--plan",
                required = true,
                paramLabel = "FILE",
                description = "verify, and write a plan to this file")
        private @Nullable Path plan;

        @Option(
                names = "--apply",
                required = true,
                paramLabel = "FILE",
                description = "do what the plan in this file says")
        private @Nullable Path apply;
    }

    @Override
    public Integer call() {
        if (way.plan != null) {
            return plan(way.plan);
        }
        if (way.apply != null) {
            return apply(way.apply);
        }
        throw new IllegalStateException("picocli requires one of the two");
    }

    private int plan(Path file) {
        PlanFile.requireNew(file);
        RepairPlan plan;
        try (ProgressIndicator progress = new ProgressIndicator("verifying", context.terminal())) {
            plan = context.store().repair().plan(extent.request(), new ProgressListener(progress));
        }
        PlanFile.write(plan, file);
        context.print(
                new Planned(
                        file.toString(),
                        plan.rows(),
                        plan.files(),
                        plan.actions().size()),
                layout ->
                        "Wrote " + Layout.count(plan.actions().size(), "action") + " to " + SafeText.of(file.toString())
                                + ", after a look at " + Layout.count(plan.rows(), "row") + " and "
                                + Layout.count(plan.files(), "file") + ". Read it, then: "
                                + context.command("repair --apply " + Messages.forShell(file.toString())) + "\n");
        return CommandLine.ExitCode.OK;
    }

    private int apply(Path file) {
        RepairResult done = context.storeToWrite().repair().apply(PlanFile.read(file), mostSuspect.share());
        context.print(Applied.of(done), layout -> text(layout, done));
        return done.skipped().isEmpty() ? CommandLine.ExitCode.OK : VerifyCommand.PROBLEMS_FOUND;
    }

    private static String text(Layout layout, RepairResult done) {
        StringBuilder lines = new StringBuilder();
        for (RepairResult.Skipped skipped : done.skipped()) {
            lines.append(layout.style().red("skipped"))
                    .append("  ")
                    .append(SafeText.of(skipped.action().type().value() + " "
                            + skipped.action().row().map(row -> row.id() + " ").orElse("")
                            + skipped.action().subject() + "  " + skipped.reason()))
                    .append('\n');
        }
        return lines + "Moved " + Layout.count(done.quarantined(), "file") + " to quarantine/, marked "
                + Layout.count(done.marked(), "row") + ", took " + Layout.count(done.unmarked(), "mark") + " away.\n";
    }

    private record Planned(String plan, long rows, long files, int actions) {}

    private record Applied(long quarantined, long marked, long unmarked, List<Left> skipped) {

        static Applied of(RepairResult done) {
            return new Applied(
                    done.quarantined(),
                    done.marked(),
                    done.unmarked(),
                    done.skipped().stream().map(Left::of).toList());
        }
    }

    private record Left(String action, String subject, String reason) {

        static Left of(RepairResult.Skipped skipped) {
            return new Left(skipped.action().type().value(), skipped.action().subject(), skipped.reason());
        }
    }
}
