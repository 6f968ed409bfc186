package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.storyboard.Cell;
import java.util.Optional;

/**
 * What a plan does about a cell.
 *
 * @param cell the cell, with its state, which is the reason
 * @param step what is done
 */
public record PlannedCell(Cell cell, Step step) {

    /** What is done about a cell. */
    public sealed interface Step {

        /**
         * A new request is sent and paid.
         *
         * @param job the request
         * @param price the price; empty if none is known
         */
        record Request(NewJob job, Optional<Money> price) implements Step {}

        /**
         * An earlier result for the same is used, for nothing.
         *
         * @param job the request
         * @param from the job that has the result
         */
        record Reuse(NewJob job, JobId from) implements Step {}

        /**
         * An earlier take of the cell is made from what the scene says now, and is chosen, for nothing.
         *
         * @param take the row
         */
        record Choose(String take) implements Step {}

        /**
         * A request for the same runs already, or another cell of this plan sends it; nothing more is paid. When it has finished, a further plan
         * uses its result for this cell.
         *
         * @param job the running job; empty if this plan sends it
         */
        record Join(Optional<JobId> job) implements Step {}

        /**
         * Nothing can be requested yet.
         *
         * @param why a sentence that says what to do
         * @param next the request that follows, as far as it is known; only of a video that waits for its image
         * @param price its price; empty if none is known
         */
        record Wait(String why, Optional<NewJob> next, Optional<Money> price) implements Step {

            /** Nothing is known yet of what follows. */
            Wait(String why) {
                this(why, Optional.empty(), Optional.empty());
            }
        }
    }
}
