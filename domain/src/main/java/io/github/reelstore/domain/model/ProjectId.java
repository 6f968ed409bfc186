package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.KeySegment;

/**
 * The id of a {@link VideoProject}.
 *
 * @param value any text, as it stands in the database
 */
public record ProjectId(String value) implements Id {

    /**
     * Reads a project's id that a person gave, or that a new row shall have: 1 to {@value KeySegment#MAX_ID_LENGTH} of the
     * characters {@code A-Z a-z 0-9 . _ ~ @ + = -}, without a dot at either end, no name that Windows reserves.
     *
     * @throws StorageException.InvalidInput if it is not
     */
    public static ProjectId of(String value) {
        KeySegment.checkId("project id", value);
        return new ProjectId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
