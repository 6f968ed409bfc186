package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.KeySegment;
import io.github.reelstore.domain.model.EntityType;

/**
 * A row that has another id than in the source: its own is in use for something else, or not valid for new rows.
 *
 * @param kind the type of the row
 * @param from the id in the source
 * @param to the id in this store
 */
public record MappedId(EntityType kind, String from, String to) {

    /** Whether the id in the source is valid for new rows. Those of adopted databases may not be, whether or not they are in use. */
    public boolean isValid() {
        try {
            KeySegment.checkId(kind.value(), from);
            return true;
        } catch (StorageException.InvalidInput e) {
            return false;
        }
    }
}
