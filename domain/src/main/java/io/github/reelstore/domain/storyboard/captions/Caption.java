package io.github.reelstore.domain.storyboard.captions;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import java.util.Optional;

/**
 * A caption: a text and when it is shown.
 *
 * @param id its identifier; of captions that are exported, the scene. SRT has no identifiers
 * @param startMs when it appears, in milliseconds from the start of the film
 * @param endMs when it disappears, in milliseconds from the start of the film
 * @param text the text, without markup, possibly in several lines
 */
public record Caption(Optional<String> id, long startMs, long endMs, String text) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the times are negative or not in order, the text is blank, or one of the texts contains a NUL
     *     or half a surrogate pair
     */
    public Caption {
        Validate.text("id", id);
        Validate.notNegative("start", startMs);
        Validate.notBlank("text", text);
        if (endMs < startMs) {
            throw new StorageException.InvalidInput(
                    "end", "A caption ends before it begins: " + endMs + " ms is before " + startMs + " ms.");
        }
    }
}
