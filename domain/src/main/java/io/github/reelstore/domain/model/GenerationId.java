package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.KeySegment;

/**
 * The id of a {@link VideoGeneration}.
 *
 * @param value any text, as it stands in the database
 */
public record GenerationId(String value) implements Id {

    /**
     * Reads a generation's id that a person gave, or that a new row shall have: 1 to {@value KeySegment#MAX_ID_LENGTH} of the
     * characters {@code A-Z a-z 0-9 . _ ~ @ + = -}, without a dot at either end, no name that Windows reserves.
     *
     * @throws StorageException.InvalidInput if it is not
     */
    public static GenerationId of(String value) {
        KeySegment.checkId("generation id", value);
        return new GenerationId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
