package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * A choice of a take (table {@code selections}). Choices are numbered in their cell, the last one counts, and undoing one adds another
 * one, so that the history is complete.
 *
 * @param projectId the project
 * @param cell the cell
 * @param number the number of the choice in its cell, from 1
 * @param takeId the row of the chosen take; empty if the newest one is to stand again
 * @param reason why, in words
 * @param previous the number of the choice that undoing this one brings back; empty for none
 * @param chosenAt when it was chosen, UTC, with a precision of microseconds
 */
public record Selection(
        ProjectId projectId,
        CellKey cell,
        int number,
        Optional<String> takeId,
        Optional<String> reason,
        Optional<Integer> previous,
        Instant chosenAt) {

    public Selection {
        Validate.text("reason", reason);
        Validate.micros("chosenAt", chosenAt);
    }
}
