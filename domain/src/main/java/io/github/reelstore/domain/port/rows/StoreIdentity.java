package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.StoreId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which store a database is of (table {@code reelstore_identity}).
 *
 * @param id the store's
 * @param boundAt since when a storage bears the same id, UTC; empty as long as none was seen to
 * @param restore that the database was put back from a backup; empty if it never was
 */
public record StoreIdentity(StoreId id, Optional<Instant> boundAt, Optional<Restore> restore) {

    /** Of a database that was never put back. */
    public StoreIdentity(StoreId id, Optional<Instant> boundAt) {
        this(id, boundAt, Optional.empty());
    }

    /**
     * A restore. Files that were stored between the two times may have no row, whatever has been stored since.
     *
     * @param newestRowAt when the newest row of the backup was made, UTC; of several restores, the earliest
     * @param at when it was restored, UTC; of several restores, the last
     */
    public record Restore(Instant newestRowAt, Instant at) {

        /** Whether a time is between the two. */
        public boolean lost(Instant time) {
            return time.isAfter(newestRowAt) && !time.isAfter(at);
        }
    }
}
