package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.captions.Caption;
import java.util.List;

/**
 * What was imported from captions.
 *
 * @param changed the lines that are new or have another text now
 * @param unchanged the number of lines that have the same text as before
 * @param unplaced the captions that belong to no scene; they were ignored
 */
public record ImportedCaptions(List<SceneLine> changed, int unchanged, List<Caption> unplaced) {

    public ImportedCaptions {
        changed = List.copyOf(changed);
        unplaced = List.copyOf(unplaced);
    }
}
