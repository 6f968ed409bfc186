package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import io.github.reelstore.domain.storyboard.board.PlannedCell;
import io.github.reelstore.domain.storyboard.board.PlannedCell.Step;
import io.github.reelstore.domain.storyboard.board.RequestedPlan;
import io.github.reelstore.domain.storyboard.board.StoryboardPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans as text: what is done about each cell and why, what it costs, and what has to wait. */
final class PlanText {

    /** How many cells a reason to wait names. */
    private static final int NAMED = 3;

    /** How many reasons to wait are printed. */
    private static final int REASONS = 10;

    private final Layout layout;
    private final CliContext context;

    PlanText(Layout layout, CliContext context) {
        this.layout = layout;
        this.context = context;
    }

    /** A plan that was not requested. */
    String of(StoryboardPlan plan, PlanScope scope, boolean hasPrices) {
        return table(plan) + waiting(plan) + end(plan) + leftAlone(plan, scope) + next(plan, hasPrices);
    }

    /** A plan that was requested. */
    String of(RequestedPlan requested, PlanScope scope) {
        StoryboardPlan plan = requested.plan();
        return table(plan) + waiting(plan) + answers(requested) + leftAlone(plan, scope);
    }

    private String table(StoryboardPlan plan) {
        TextTable table = new TextTable(layout, 2, "SCENE", "TRACK", "WHY", "WHAT", "PRICE");
        plan.cells().forEach(planned -> {
            Cell cell = planned.cell();
            table.row(
                    cell.key().sceneId(),
                    CellText.track(cell.key()),
                    CellText.detailed(cell),
                    what(planned.step()) + instead(planned),
                    price(planned.step()));
        });
        return table.isEmpty() ? "" : table.render() + "\n";
    }

    private static String what(Step step) {
        if (step instanceof Step.Request request) {
            return "request from " + request.job().request().provider();
        } else if (step instanceof Step.Reuse) {
            return "reuse an earlier result";
        } else if (step instanceof Step.Choose) {
            return "choose an earlier take";
        } else if (step instanceof Step.Join join) {
            return join.job().isPresent() ? "a job for the same runs" : "the same as another of these";
        }
        return "wait";
    }

    /** An earlier result is chosen, also in place of a take that a person has chosen. */
    private static String instead(PlannedCell planned) {
        return planned.step() instanceof Step.Reuse || planned.step() instanceof Step.Choose
                ? planned.cell()
                        .standing()
                        .chosen()
                        .map(take -> ", instead of the chosen " + take.id())
                        .orElse("")
                : "";
    }

    private static String price(Step step) {
        if (step instanceof Step.Request request) {
            return request.price().map(Money::toString).orElse("not known");
        }
        if (step instanceof Step.Wait wait) {
            return wait.price().map(price -> "later " + price).orElse("-");
        }
        return "nothing";
    }

    /** The reasons to wait, each with the cells that it is about. */
    private String waiting(StoryboardPlan plan) {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        plan.cells().forEach(planned -> {
            if (planned.step() instanceof Step.Wait wait) {
                reasons.computeIfAbsent(wait.why(), any -> new ArrayList<>())
                        .add(TakeText.nameOf(planned.cell().key()));
            }
        });
        if (reasons.isEmpty()) {
            return "";
        }
        StringBuilder lines = new StringBuilder();
        reasons.entrySet().stream()
                .limit(REASONS)
                .forEach(reason -> lines.append("Wait: ")
                        .append(SafeText.of(reason.getKey()))
                        .append(" (")
                        .append(named(reason.getValue()))
                        .append(")\n"));
        if (reasons.size() > REASONS) {
            lines.append("And ").append(reasons.size() - REASONS).append(" more reasons to wait.\n");
        }
        return lines.append("\"storyboard set\" sets providers, \"line set\" lines, \"scene update\" prompts.\n\n")
                .toString();
    }

    private static String named(List<String> cells) {
        return cells.stream().limit(NAMED).map(SafeText::of).collect(Collectors.joining("; "))
                + (cells.size() > NAMED ? "; and " + (cells.size() - NAMED) + " more" : "");
    }

    private static String end(StoryboardPlan plan) {
        if (plan.cells().isEmpty()) {
            return "Nothing to do.\n";
        }
        return Stream.of(
                        requests(plan),
                        counted(count(plan, Step.Reuse.class) + count(plan, Step.Choose.class), "reused for nothing"),
                        counted(count(plan, Step.Join.class), "requested already, for nothing more"),
                        counted(count(plan, Step.Wait.class), "that must wait" + later(plan.laterTotal())))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", ", "", ".\n"));
    }

    private static String requests(StoryboardPlan plan) {
        int requests = plan.requests().size();
        return Layout.count(requests, "request") + (requests == 0 ? "" : cost(plan.total(), plan.unpriced()));
    }

    private static String later(List<Money> total) {
        return total.isEmpty() ? "" : " (videos for " + sum(total) + " when their images are there)";
    }

    private static String sum(List<Money> amounts) {
        return amounts.stream().map(Money::toString).collect(Collectors.joining(" and "));
    }

    private static String cost(List<Money> total, long unpriced) {
        String sum = sum(total);
        return (sum.isEmpty() ? "" : " for " + sum) + (unpriced > 0 ? " (" + unpriced + " without a known price)" : "");
    }

    private static String counted(long count, String what) {
        return count == 0 ? "" : count + " " + what;
    }

    private static long count(StoryboardPlan plan, Class<? extends Step> kind) {
        return plan.cells().stream()
                .map(PlannedCell::step)
                .filter(kind::isInstance)
                .count();
    }

    private String answers(RequestedPlan requested) {
        List<RequestedJob> answers = requested.answers();
        long planned =
                answers.stream().filter(RequestedJob.Planned.class::isInstance).count();
        long joined =
                answers.stream().filter(RequestedJob.Joined.class::isInstance).count();
        long reused =
                answers.stream().filter(RequestedJob.Reused.class::isInstance).count();
        long chosen = count(requested.plan(), Step.Choose.class);
        MoneySums price = new MoneySums();
        answers.stream()
                .filter(RequestedJob.Planned.class::isInstance)
                .forEach(answer -> price.add(answer.job().price()));
        return "Planned " + Layout.count(planned, "job") + (price.isEmpty() ? "" : " for " + price.text(""))
                + (joined > 0 ? ", joined " + joined : "")
                + (reused > 0 ? ", reused " + Layout.count(reused, "result") : "")
                + (chosen > 0 ? ", chose " + Layout.count(chosen, "earlier take") : "") + ".\n"
                + (planned > 0
                        ? "A worker sends them: " + SafeText.of(context.command("work --providers FILE")) + "\n"
                        : "");
    }

    /** Takes that a plan does not replace: nothing is generated again because too little is known of it. */
    private static String leftAlone(StoryboardPlan plan, PlanScope scope) {
        long unknown = count(plan, scope, CellState.UNKNOWN);
        long tooLong = count(plan, scope, CellState.TOO_LONG);
        return (unknown == 0 ? "" : Layout.count(unknown, "take") + " of unknown origin " + stays(unknown) + ".\n")
                + (tooLong == 0
                        ? ""
                        : tooLong + " audio longer than " + (tooLong == 1 ? "its video " : "their videos ")
                                + stays(tooLong) + ".\n");
    }

    private static String stays(long count) {
        return count == 1 ? "stays as it is" : "stay as they are";
    }

    private static long count(StoryboardPlan plan, PlanScope scope, CellState state) {
        return plan.storyboard().scenes().stream()
                .filter(scene -> scope.scenes().isEmpty()
                        || scope.scenes().contains(scene.scene().sceneId()))
                .map(StoryboardScene::cells)
                .flatMap(List::stream)
                .filter(cell -> scope.tracks().contains(cell.key().track()) && cell.state() == state)
                .count();
    }

    private String next(StoryboardPlan plan, boolean hasPrices) {
        boolean anything = plan.cells().stream()
                .anyMatch(planned -> planned.step() instanceof Step.Request
                        || planned.step() instanceof Step.Reuse
                        || planned.step() instanceof Step.Choose);
        return (plan.unpriced() > 0 && !hasPrices ? "Prices are in the file that --providers names.\n" : "")
                + (anything ? "Nothing was requested; add --request for that.\n" : "");
    }
}
