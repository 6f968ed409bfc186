package io.github.reelstore.domain.storyboard;

import java.util.Optional;

/**
 * The take that stands for a cell: the chosen one, or else the newest completed one that was not rejected.
 *
 * @param cell the cell
 * @param take the take; its own cell is another one if a take of another scene was chosen. Empty if no take is usable
 * @param choice the current choice: the last one, if it has a take. Empty if nothing was chosen, or the last choice was undone or withdrawn
 * @param takes the number of takes that the cell has, usable or not
 */
public record StandingTake(CellKey cell, Optional<Take> take, Optional<Selection> choice, int takes) {

    /** The take that stands, if it was chosen. */
    public Optional<Take> chosen() {
        Optional<String> id = choice.flatMap(Selection::takeId);
        return take.filter(one -> id.equals(Optional.of(one.id())));
    }

    /** Whether a take was chosen that no longer exists, so that another one stands. */
    public boolean lostChoice() {
        return choice.isPresent() && chosen().isEmpty();
    }
}
