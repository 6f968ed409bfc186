package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.captions.Caption;
import java.util.List;
import java.util.Optional;

/**
 * What was imported from captions, or would be.
 *
 * @param changes the lines that are new or get another text, in the order of their scenes
 * @param unchanged the number of lines that have the same text as before
 * @param unplaced the captions that belong to no scene, in their order; they are ignored
 */
public record ImportedCaptions(List<Change> changes, int unchanged, List<Caption> unplaced) {

    /**
     * A line that is new or gets another text.
     *
     * @param line the line as it is stored
     * @param before the text that it replaces; empty if the scene had no line in the language
     */
    public record Change(SceneLine line, Optional<String> before) {}

    public ImportedCaptions {
        changes = List.copyOf(changes);
        unplaced = List.copyOf(unplaced);
    }

    /** The lines that are new or get another text, in the order of their scenes. */
    public List<SceneLine> lines() {
        return changes.stream().map(Change::line).toList();
    }
}
