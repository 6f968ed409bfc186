package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.board.PlannedCell;
import io.github.reelstore.domain.storyboard.board.StoryboardPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A plan as the pages show it.
 *
 * @param lines what is done about the first cells
 * @param others the number of further cells
 * @param requests the number of requests that are paid
 * @param reused the number of earlier results that are used for nothing
 * @param joined the number of cells for which a request runs already
 * @param waiting the number of cells for which nothing can be requested yet
 * @param price what it costs, in words
 * @param later what the videos cost that wait for their images, in words
 * @param unpriced the number of requests whose price is not known
 * @param digest what it does, to be compared with the plan that is about to be requested
 */
public record PlanView(
        List<Line> lines,
        int others,
        int requests,
        long reused,
        long joined,
        long waiting,
        String price,
        String later,
        long unpriced,
        String digest) {

    private static final int MOST_LINES = 60;

    /**
     * What is done about a cell.
     *
     * @param scene the number of the scene
     * @param what the track or language
     * @param state the state, as a class
     * @param symbol a sign for the state
     * @param word the state in words
     * @param step what is done
     */
    public record Line(int scene, String what, String state, String symbol, String word, String step) {}

    static PlanView of(StoryboardPlan plan) {
        Map<String, Integer> numbers = new HashMap<>();
        for (StoryboardScene scene : plan.storyboard().scenes()) {
            numbers.put(scene.scene().sceneId(), numbers.size() + 1);
        }
        List<Line> lines = new ArrayList<>();
        for (PlannedCell planned : plan.cells()) {
            if (lines.size() < MOST_LINES) {
                lines.add(
                        line(planned, numbers.getOrDefault(planned.cell().key().sceneId(), 0)));
            }
        }
        return new PlanView(
                List.copyOf(lines),
                plan.cells().size() - lines.size(),
                plan.requests().size(),
                count(plan, PlannedCell.Step.Reuse.class) + count(plan, PlannedCell.Step.Choose.class),
                count(plan, PlannedCell.Step.Join.class),
                count(plan, PlannedCell.Step.Wait.class),
                price(plan.total()),
                price(plan.laterTotal()),
                plan.unpriced(),
                plan.digest());
    }

    private static long count(StoryboardPlan plan, Class<? extends PlannedCell.Step> step) {
        return plan.cells().stream()
                .filter(cell -> step.isInstance(cell.step()))
                .count();
    }

    private static String price(List<Money> sums) {
        return sums.stream().map(Money::toString).collect(Collectors.joining(" and "));
    }

    private static Line line(PlannedCell planned, int number) {
        Cell cell = planned.cell();
        return new Line(
                number,
                cell.key().language().map(PlanView::name).orElseGet(() -> switch (cell.key()
                        .track()) {
                    case IMAGE -> "Image";
                    case AUDIO -> "Audio";
                    case VIDEO -> "Video";
                }),
                cell.state().value(),
                cell.state().symbol(),
                cell.state().words(),
                step(planned.step()));
    }

    private static String name(LanguageTag tag) {
        return LanguageNames.of(tag);
    }

    private static String step(PlannedCell.Step step) {
        if (step instanceof PlannedCell.Step.Request request) {
            return request.price().map(price -> "request for " + price).orElse("request, no price known");
        } else if (step instanceof PlannedCell.Step.Reuse) {
            return "reuse an earlier result, for nothing";
        } else if (step instanceof PlannedCell.Step.Choose) {
            return "choose an earlier take, for nothing";
        } else if (step instanceof PlannedCell.Step.Join) {
            return "already requested";
        }
        return ((PlannedCell.Step.Wait) step).why();
    }

    /** Whether there is something to request or to reuse. */
    public boolean canBeRequested() {
        return requests > 0 || reused > 0;
    }

    /** What is requested, and for how much. */
    public String summary() {
        return requests
                + (requests == 1 ? " request" : " requests")
                + (price.isEmpty() ? "" : " for " + price)
                + (unpriced > 0 ? ", " + unpriced + " without a known price" : "")
                + (reused > 0 ? ", " + reused + " reused for nothing" : "");
    }
}
