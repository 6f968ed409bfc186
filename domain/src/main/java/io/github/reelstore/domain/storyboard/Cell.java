package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.model.Ingredient;
import java.util.Optional;
import java.util.Set;

/**
 * A cell of a storyboard with its state.
 *
 * @param key the scene, the track, and the language of audio
 * @param state its state
 * @param standing the take that stands, with the choice and the number of takes
 * @param changed what is different now from what the take was made from; empty unless it is stale
 * @param overrunMs by how much the audio is longer than the video of its scene, in milliseconds, even if it is stale; empty if it is not
 * @param jobs the number of jobs that generate a take for it
 * @param undecided whether jobs have an unknown outcome, and no other job runs: it shows what becomes of the request when that is found out or decided
 * @param error why the last attempt to generate what it lacks failed, or that its outcome is not known, if the state is {@link CellState#FAILED} or
 *     {@link CellState#STALE}
 */
public record Cell(
        CellKey key,
        CellState state,
        StandingTake standing,
        Set<Ingredient> changed,
        Optional<Long> overrunMs,
        int jobs,
        boolean undecided,
        Optional<String> error) {

    public Cell {
        changed = Set.copyOf(changed);
    }

    /** The take that stands. */
    public Optional<Take> take() {
        return standing.take();
    }

    /** How many takes the cell has besides the one that stands. */
    public int otherTakes() {
        return standing.takes()
                - (take().filter(take -> take.cell().equals(key)).isPresent() ? 1 : 0);
    }
}
