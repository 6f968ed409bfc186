package io.github.reelstore.domain.port.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.StoreId;
import java.util.Optional;

/**
 * What a database says about itself. While {@code copyOf} or {@code movedTo} is set, every write transaction is refused, but not the
 * writes of a {@link RowWriter}.
 *
 * @param id the store id; empty if its row was deleted
 * @param bound whether a blob store has the same id
 * @param copyOf what it is an unfinished copy of; empty if it is not one
 * @param movedTo where the store was moved to; empty if it was not moved
 */
public record CopyMarks(Optional<StoreId> id, boolean bound, Optional<CopyOf> copyOf, Optional<MovedTo> movedTo) {

    /** The refusal of a write, if one of the marks is set. */
    public static Optional<StorageException> refusal(Optional<String> copyOf, Optional<MovedTo> movedTo) {
        return copyOf.map(source ->
                        "This database is an unfinished copy, so that nothing else can be written to it; to use it, run copy with"
                                + " --switch for the store that it is a copy of, see docs/copy.md.")
                .or(() -> movedTo.map(moved -> "This store was moved to " + moved.place()
                        + ", and can only be read; use the new store. To use this one again, see docs/copy.md."))
                .map(sentence -> new StorageException.ReadOnly("database", sentence));
    }
}
