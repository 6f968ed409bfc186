package io.github.reelstore.app.cli;

import io.github.reelstore.domain.media.Quoted;
import io.github.reelstore.domain.service.RepairPlan;
import io.github.reelstore.domain.service.RepairService;
import io.github.reelstore.domain.service.Repaired;
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
final class RepairCommand implements Callable<Integer> {

    private final Session session;

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

    RepairCommand(Session session) {
        this.session = session;
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
        try (Steps steps = new Steps("verifying", session.terminal())) {
            plan = session.store().repair().plan(extent.request(), new StepListener(steps));
        }
        PlanFile.write(plan, file);
        session.print(
                new Planned(
                        file.toString(),
                        plan.rows(),
                        plan.files(),
                        plan.actions().size()),
                layout ->
                        "Wrote " + Layout.count(plan.actions().size(), "action") + " to " + SafeText.of(file.toString())
                                + ", after a look at " + Layout.count(plan.rows(), "row") + " and "
                                + Layout.count(plan.files(), "file") + ". Read it, then: "
                                + session.command("repair --apply " + Quoted.forShell(file.toString())) + "\n");
        return CommandLine.ExitCode.OK;
    }

    private int apply(Path file) {
        Repaired done = session.storeToWrite().repair().apply(PlanFile.read(file), mostSuspect.share());
        session.print(Applied.of(done), layout -> text(layout, done));
        return done.skipped().isEmpty() ? CommandLine.ExitCode.OK : VerifyCommand.PROBLEMS_FOUND;
    }

    private static String text(Layout layout, Repaired done) {
        StringBuilder lines = new StringBuilder();
        for (Repaired.Skipped skipped : done.skipped()) {
            lines.append(layout.style().red("skipped"))
                    .append("  ")
                    .append(SafeText.of(skipped.action().deed().value() + " "
                            + skipped.action().row().map(row -> row.id() + " ").orElse("")
                            + skipped.action().subject() + "  " + skipped.reason()))
                    .append('\n');
        }
        return lines + "Moved " + Layout.count(done.quarantined(), "file") + " to quarantine/, marked "
                + Layout.count(done.marked(), "row") + ", took " + Layout.count(done.unmarked(), "mark") + " away.\n";
    }

    private record Planned(String plan, long rows, long files, int actions) {}

    private record Applied(long quarantined, long marked, long unmarked, List<Left> skipped) {

        static Applied of(Repaired done) {
            return new Applied(
                    done.quarantined(),
                    done.marked(),
                    done.unmarked(),
                    done.skipped().stream().map(Left::of).toList());
        }
    }

    private record Left(String action, String subject, String reason) {

        static Left of(Repaired.Skipped skipped) {
            return new Left(skipped.action().deed().value(), skipped.action().subject(), skipped.reason());
        }
    }
}
