package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.KeySegment;

/**
 * The id of an {@link ImageGeneration}.
 *
 * @param value the id as stored in the database; any text
 */
public record ImageId(String value) implements Id {

    /**
     * Validates an image id from user input or for a new row: 1 to {@value KeySegment#MAX_ID_LENGTH} of the characters
     * {@code A-Z a-z 0-9 . _ ~ @ + = -}, no dot at the start or end, and not a name that Windows reserves.
     *
     * @throws StorageException.InvalidInput if the id is not valid
     */
    public static ImageId of(String value) {
        KeySegment.checkId("image id", value);
        return new ImageId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
