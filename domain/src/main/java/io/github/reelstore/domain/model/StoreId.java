package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import java.util.Locale;
import java.util.UUID;

/**
 * The id of a store. The database and the blob store of one store have the same id.
 *
 * @param value a UUID in lower case with dashes
 */
public record StoreId(String value) {

    private static final int LENGTH = 36;

    /**
     * @throws StorageException.InvalidInput if it is not a UUID in lower case with dashes
     */
    public StoreId {
        if (value.length() != LENGTH || !isUuid(value)) {
            throw new StorageException.InvalidInput(
                    "store id",
                    "A store id is a UUID in lower case; this is not one: " + value.length() + " characters.");
        }
    }

    /** Generates a new id. */
    public static StoreId random() {
        return new StoreId(UUID.randomUUID().toString());
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text.toLowerCase(Locale.ROOT))
                    && text.equals(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
