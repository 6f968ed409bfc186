package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import java.util.List;

/**
 * A plan whose requests were handed to the ledger.
 *
 * @param plan the plan, as it was carried out
 * @param answers the answers of the ledger to its requests and reuses, in the order of its cells
 */
public record RequestedPlan(StoryboardPlan plan, List<RequestedJob> answers) {

    public RequestedPlan {
        answers = List.copyOf(answers);
    }
}
