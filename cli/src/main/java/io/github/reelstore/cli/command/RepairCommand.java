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
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.json.JsonObject;
import java.nio.file.Path;
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
        description = "Plans fixes for the problems that verify finds, or applies a plan.",
        footer = {
            "The plan is a JSON file. Remove the actions you do not want, then run --apply. Files are moved to quarantine/ in the blob"
                    + " store, and rows are marked; nothing is deleted.",
            "Exit status of --apply: 0 if all actions were done, 3 if actions were skipped because the row or file has changed."
        })
public final class RepairCommand implements Callable<Integer> {

    private final CliContext context;

    @ArgGroup(multiplicity = "1")
    private final Operation operation = new Operation();

    @Mixin
    private final VerifyCommand.Extent extent = new VerifyCommand.Extent();

    @Option(
            names = "--max-suspect",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "refuse a plan that affects more than this share of all rows or files (${DEFAULT-VALUE})")
    private Percent maxSuspect = new Percent(RepairService.USUAL_SHARE);

    public RepairCommand(CliContext context) {
        this.context = context;
    }

    /** Exactly one of the two. */
    private static final class Operation {

        @Option(
                names = "--plan",
                required = true,
                paramLabel = "FILE",
                description = "verify, and write a plan to this file")
        private @Nullable Path plan;

        @Option(names = "--apply", required = true, paramLabel = "FILE", description = "apply the plan in this file")
        private @Nullable Path apply;
    }

    @Override
    public Integer call() {
        if (operation.plan != null) {
            return plan(operation.plan);
        }
        if (operation.apply != null) {
            return apply(operation.apply);
        }
        throw new IllegalStateException("picocli requires one of the two");
    }

    private int plan(Path file) {
        PlanFile.requireNew(file);
        VerificationRequest request = extent.request();
        RepairPlan plan;
        try (ProgressIndicator progress = new ProgressIndicator("verifying", context.terminal())) {
            plan = context.store().maintenance().planRepair(request, new ProgressListener(progress));
        }
        PlanFile.write(plan, file);
        context.print(
                new JsonObject()
                        .with("plan", file.toString())
                        .with("rows", plan.rows())
                        .with("files", plan.files())
                        .with("actions", plan.actions().size()),
                layout ->
                        "Wrote " + Layout.count(plan.actions().size(), "action") + " to " + SafeText.of(file.toString())
                                + ", after checking " + Layout.count(plan.rows(), "row") + " and "
                                + Layout.count(plan.files(), "file") + "."
                                + (request.depth() == Depth.SIZES
                                        ? " Content was not compared; --deep also finds files with wrong content."
                                        : "")
                                + " Review it, then run: "
                                + context.command("repair --apply " + Messages.forShell(file.toString())) + "\n");
        return CommandLine.ExitCode.OK;
    }

    private int apply(Path file) {
        RepairResult result = context.storeToWrite().maintenance().repair(PlanFile.read(file), maxSuspect.share());
        context.print(json(result), layout -> text(layout, result));
        return result.skipped().isEmpty() ? CommandLine.ExitCode.OK : VerifyCommand.PROBLEMS_FOUND;
    }

    private static String text(Layout layout, RepairResult result) {
        StringBuilder lines = new StringBuilder();
        for (RepairResult.Skipped skipped : result.skipped()) {
            lines.append(layout.style().red("skipped"))
                    .append("  ")
                    .append(SafeText.of(skipped.action().type().value() + " "
                            + skipped.action().row().map(row -> row.id() + " ").orElse("")
                            + skipped.action().subject() + "  " + skipped.reason()))
                    .append('\n');
        }
        return lines + "Moved " + Layout.count(result.quarantined(), "file") + " to quarantine/, marked "
                + Layout.count(result.marked(), "row") + ", removed " + Layout.count(result.unmarked(), "mark") + ".\n";
    }

    private static JsonObject json(RepairResult result) {
        return new JsonObject()
                .with("quarantined", result.quarantined())
                .with("marked", result.marked())
                .with("unmarked", result.unmarked())
                .with(
                        "skipped",
                        result.skipped().stream().map(RepairCommand::json).toList());
    }

    private static JsonObject json(RepairResult.Skipped skipped) {
        return new JsonObject()
                .with("action", skipped.action().type().value())
                .with("subject", skipped.action().subject())
                .with("reason", skipped.reason());
    }
}
