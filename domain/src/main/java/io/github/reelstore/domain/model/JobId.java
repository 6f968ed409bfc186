package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.KeySegment;

/**
 * The id of a job of the ledger (table {@code provider_jobs}).
 *
 * @param value the id as stored in the database; any text
 */
public record JobId(String value) implements Id {

    /**
     * Validates a job id from user input: 1 to {@value KeySegment#MAX_ID_LENGTH} of the characters
     * {@code A-Z a-z 0-9 . _ ~ @ + = -}, no dot at the start or end, and not a name that Windows reserves.
     *
     * @throws StorageException.InvalidInput if the id is not valid
     */
    public static JobId of(String value) {
        KeySegment.checkId("job id", value);
        return new JobId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
