package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import java.util.List;
import java.util.Optional;

/**
 * An image, audio or a video that was deleted.
 *
 * @param takeId the id of its row
 * @param deletion what was deleted
 * @param standing what stands now for each cell in which something else stood before
 */
public record DeletedTake(String takeId, Deletion deletion, List<StandingTake> standing) {

    public DeletedTake {
        standing = List.copyOf(standing);
    }

    /** What stands now for each cell in which it was chosen. */
    public List<StandingTake> chosenIn() {
        return standing.stream()
                .filter(one -> one.choice().flatMap(Selection::takeId).equals(Optional.of(takeId)))
                .toList();
    }
}
