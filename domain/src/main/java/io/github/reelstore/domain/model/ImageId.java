package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.KeySegment;

/**
 * The id of an {@link ImageGeneration}.
 *
 * @param value any text, as it stands in the database
 */
public record ImageId(String value) implements Id {

    /**
     * Reads an image's id that a person gave, or that a new row shall have: 1 to {@value KeySegment#MAX_ID_LENGTH} of the
     * characters {@code A-Z a-z 0-9 . _ ~ @ + = -}, without a dot at either end, no name that Windows reserves.
     *
     * @throws StorageException.InvalidInput if it is not
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
