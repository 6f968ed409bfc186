package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.domain.port.rows.Transactions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Makes sure that database and blob store belong together: both have the same store id. The database has its id from
 * the beginning, so that a copy from before the first file has it too. The blob store gets the id with the first file;
 * then the database notes that they are bound. If a crash interrupts this, the next call completes it. A blob store
 * without an id, whose database is bound, is not the right one but an empty directory in its place.
 *
 * <p>A new database with a blob store that already has an id keeps its own id, and the two do not match: otherwise all
 * files there would count as unreferenced. It adopts the id of the blob store only on request ({@link #rebind}), and
 * only if it was never bound.
 */
public final class StoreIdentityGuard {

    private static final String LOST =
            "The blob store does not have the database's store id: is its disk mounted, and its URL right? If it is a copy that was"
                    + " made without the hidden .reelstore/store-id, or is to be used again, run \"reelstore init --rebind\".";

    private static final String OTHER =
            "The blob store has the id of another store: another database keeps its files there, and would collect this one's. Check the"
                    + " URLs of blob store and database; each database needs a folder, bucket or prefix of its own. If that other"
                    + " database is gone for good, restore a backup of it with \"reelstore restore DIR\"; if you have no backup, move"
                    + " .reelstore/store-id out of the blob store, then run \"reelstore init --rebind\".";

    private static final String OTHER_AND_NEW =
            "The blob store has the id of another store, and this database has never stored a file. Check the URLs of blob store and"
                    + " database; each database needs a folder, bucket or prefix of its own, and another database keeps its files"
                    + " there. If the store's database was lost, restore a backup with \"reelstore restore DIR\". If you have no backup, or"
                    + " this is a copy from before the store's first file, run \"reelstore init --rebind\", which gives it the id of"
                    + " the blob store; \"reelstore undelete --orphans\" then creates rows for the files.";

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final WriteTrials trials;
    private final AtomicBoolean bound = new AtomicBoolean();

    public StoreIdentityGuard(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.trials = new WriteTrials(transactions, blobs, profile);
    }

    /**
     * Binds database and blob store, unless they are bound already, and recalls what is known about the server. After the first success, further calls do nothing.
     *
     * @throws StorageException.Integrity if the blob store has lost its id: files that are stored in the empty
     *     directory of a disk that is not mounted would be hidden after mounting. Also if it has the id of another
     *     store, whose database would collect the files
     */
    public void bind() {
        if (!bound.get() && blobs instanceof SupportsStoreId store) {
            trials.recall();
            StoreIdentity identity = readIdentity().orElseGet(this::identify);
            if (identity.boundAt().isEmpty()) {
                bindTo(store, identity);
            } else {
                requireNoMismatch(new Reading(Optional.of(identity), store.storeId()));
            }
            bound.set(true);
        }
    }

    /**
     * Writes the store id of the database to a blob store that has none, even if the database was bound before. A
     * database that was never bound adopts the id of a blob store that has one.
     *
     * @throws StorageException.Integrity if the blob store has the id of another store, and the database was bound
     *     before
     */
    public void rebind() {
        if (blobs instanceof SupportsStoreId store) {
            trials.recall();
            Reading before = read();
            StoreIdentity identity = (before.match() == Match.OTHER ? adopt(before.blobStore()) : before.database())
                    .orElseGet(this::identify);
            bindTo(store, identity);
            bound.set(true);
        }
    }

    /** Replaces the id of the database, unless it was bound before, and returns what it has now. */
    private Optional<StoreIdentity> adopt(Optional<StoreId> blobStoreId) {
        return transactions.inTransaction(profile, tx -> {
            blobStoreId.ifPresent(tx.maintenance()::replaceIdentity);
            return tx.maintenance().identity();
        });
    }

    /** Writes the id to the blob store, unless it has one, and notes that the two are bound. */
    private void bindTo(SupportsStoreId store, StoreIdentity identity) {
        StoreId blobStoreId = store.identify(identity.id());
        requireNoMismatch(new Reading(Optional.of(identity), Optional.of(blobStoreId)));
        transactions.inTransaction(profile, tx -> {
            tx.maintenance().noteBound();
            return true;
        });
    }

    private Optional<StoreIdentity> readIdentity() {
        return transactions.readOnly(profile, tx -> tx.maintenance().identity());
    }

    private StoreIdentity identify() {
        StoreId random = StoreId.random();
        return transactions.inTransaction(profile, tx -> tx.maintenance().identify(random));
    }

    /** The relation of blob store and database. */
    private enum Match {
        /** Both have the same id, or the blob store does not support ids. */
        SAME,
        /** The blob store has no id, and the database is not bound. */
        UNBOUND,
        /** The blob store has no id, although the database is bound. */
        LOST,
        /** The blob store has another id than the database. */
        OTHER
    }

    /**
     * The ids of database and blob store, read once.
     *
     * @param database the store identity in the database; empty if that row was deleted
     * @param blobStore the id in the blob store; empty if it has none
     */
    public record Reading(Optional<StoreIdentity> database, Optional<StoreId> blobStore) {

        private boolean wasBound() {
            return database.flatMap(StoreIdentity::boundAt).isPresent();
        }

        private Match match() {
            if (blobStore.isPresent()) {
                return blobStore.equals(database.map(StoreIdentity::id)) ? Match.SAME : Match.OTHER;
            }
            return wasBound() ? Match.LOST : Match.UNBOUND;
        }

        /** The store id of the database; empty if nothing has been stored yet. */
        public Optional<StoreId> storeId() {
            return match() == Match.UNBOUND ? Optional.empty() : database.map(StoreIdentity::id);
        }

        /** The reason why the blob store does not belong to the database; empty if it does, or may. */
        public Optional<String> mismatch() {
            return switch (match()) {
                case SAME, UNBOUND -> Optional.empty();
                case LOST -> Optional.of(LOST);
                case OTHER -> Optional.of(wasBound() ? OTHER : OTHER_AND_NEW);
            };
        }
    }

    /** Reads the ids. A blob store without support for ids counts as having the id of the database. */
    public Reading read() {
        Optional<StoreIdentity> database = readIdentity();
        return new Reading(
                database, blobs instanceof SupportsStoreId store ? store.storeId() : database.map(StoreIdentity::id));
    }

    /**
     * Makes sure that the blob store does not belong to another store, before files are removed.
     *
     * @throws StorageException.Integrity if it does, or has lost its id
     */
    public void requireNoMismatch() {
        requireNoMismatch(read());
    }

    private static void requireNoMismatch(Reading reading) {
        reading.mismatch().ifPresent(reason -> {
            throw StorageException.Integrity.ofStore("storage", reason);
        });
    }

    /**
     * Makes sure that the blob store belongs to the database, before files without a row are removed or moved.
     *
     * @return the common store id; empty if there are no files and no id yet
     * @throws StorageException.Integrity if it does not, or the two are not bound yet
     * @throws StorageException.Unsupported if the blob store does not support store ids
     */
    public Optional<StoreId> requireMatch() {
        if (!(blobs instanceof SupportsStoreId)) {
            throw new StorageException.Unsupported(
                    "storage",
                    "This blob store does not support store ids, so files without a row are not removed from it.");
        }
        Reading reading = read();
        requireNoMismatch(reading);
        if (reading.blobStore().isEmpty() && !isEmpty()) {
            throw StorageException.Integrity.ofStore(
                    "storage",
                    "This blob store is not bound to the database yet. Check the URLs of both, then store a file, or run"
                            + " \"reelstore init\".");
        }
        if (reading.wasBound()) {
            // bind() need not read the ids again
            bound.set(true);
        }
        return reading.blobStore();
    }

    private boolean isEmpty() {
        try (Stream<BlobInfo> files = blobs.list(BlobPrefix.ALL)) {
            return files.findAny().isEmpty();
        }
    }
}
