package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.StoreId;
import java.time.Instant;
import java.util.Optional;

/**
 * The store identity in a database (table {@code reelstore_identity}).
 *
 * @param id the store id
 * @param boundAt when the database was bound to a blob store with the same id, UTC; empty if it is not bound yet
 * @param restore the last restore from a backup; empty if the database was never restored
 */
public record StoreIdentity(StoreId id, Optional<Instant> boundAt, Optional<Restore> restore) {

    /** The identity of a database that was never restored. */
    public StoreIdentity(StoreId id, Optional<Instant> boundAt) {
        this(id, boundAt, Optional.empty());
    }

    /**
     * A restore from a backup. Files that were stored between the two times may have no row, whatever was stored since.
     *
     * @param newestRowAt when the newest row of the backup was created, UTC; the earliest of several restores
     * @param at when the backup was restored, UTC; the last of several restores
     */
    public record Restore(Instant newestRowAt, Instant at) {

        /**
         * Whether a row that was created at this time is lost: it is after the newest row of the backup and not after
         * the restore.
         */
        public boolean lost(Instant time) {
            return time.isAfter(newestRowAt) && !time.isAfter(at);
        }
    }
}
