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
 * Database and storage that belong together bear one id. The database has its id from the beginning, so that a copy of it from before
 * the first file has it too. The storage gets it with the first file, then the database notes that the storage has it: so a crash in
 * between is made up for by whoever comes next, and a storage that has no id although the database once saw one is not the right one,
 * but an empty folder in its place.
 *
 * <p>A new database over a storage that has an id keeps an id of its own, and the two do not match: to it all the files there would be
 * unreferenced. It takes the storage's id only if it is told to ({@link #rebind}) and has never had a storage of its own.
 */
public final class StoreIdentityGuard {

    private static final String LOST =
            "The storage does not bear the database's id: is its disk mounted, and its URL right? If it is a copy that was made without"
                    + " the hidden .reelstore/store-id, or is to be used again, run \"reelstore init --rebind\".";

    private static final String OTHER =
            "The storage bears the id of another store: another database keeps its files there, and would collect this one's. Check the"
                    + " storage's URL and the database's; each database needs a folder, bucket or prefix of its own. If that other"
                    + " database is gone for good, restore a backup of it with \"reelstore restore DIR\"; if there is none, move"
                    + " .reelstore/store-id out of the storage, then run \"reelstore init --rebind\".";

    private static final String OTHER_AND_NEW =
            "The storage bears the id of another store, and this database has never stored a file. Check the storage's URL and the"
                    + " database's; each database needs a folder, bucket or prefix of its own, and another database keeps its files"
                    + " there. If the store's database was lost, restore a backup with \"reelstore restore DIR\". If there is none, or"
                    + " this is a copy from before the store's first file, run \"reelstore init --rebind\", which gives it the"
                    + " storage's id; \"reelstore undelete --orphans\" then makes rows of the files.";

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final AtomicBoolean bound = new AtomicBoolean();

    public StoreIdentityGuard(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
    }

    /**
     * Gives both the same id, where nobody has yet. Once it has, it asks nobody any more.
     *
     * @throws StorageException.Integrity if the storage had the id and has none now: what is stored in an empty folder under a disk that
     *     is not mounted is gone once it is. Also if it has another store's id: to that one these files would be unreferenced, and
     *     collected
     */
    void bind() {
        if (!bound.get() && blobs instanceof SupportsStoreId storage) {
            StoreIdentity known = known().orElseGet(this::identify);
            if (known.boundAt().isEmpty()) {
                give(storage, known);
            }
            requireNoMismatch();
            bound.set(true);
        }
    }

    /**
     * Gives a storage that has no id the database's, even though the database once saw another copy of it bear that. A database that
     * never saw a storage bear its id takes that of a storage which has one.
     *
     * @throws StorageException.Integrity if the storage has another store's id, and the database saw one with its own
     */
    void rebind() {
        if (blobs instanceof SupportsStoreId storage) {
            Optional<StoreId> ofStorage = storage.storeId();
            if (ofStorage.isPresent() && match() == Match.OTHER) {
                transactions.inTransaction(profile, tx -> tx.maintenance().replaceIdentity(ofStorage.get()));
            }
            give(storage, known().orElseGet(this::identify));
            requireNoMismatch();
            bound.set(true);
        }
    }

    private void give(SupportsStoreId storage, StoreIdentity known) {
        if (storage.identify(known.id()).equals(known.id())) {
            transactions.inTransaction(profile, tx -> {
                tx.maintenance().noteBound();
                return true;
            });
        }
    }

    private Optional<StoreIdentity> known() {
        return transactions.readOnly(profile, tx -> tx.maintenance().identity());
    }

    private StoreIdentity identify() {
        StoreId random = StoreId.random();
        return transactions.inTransaction(profile, tx -> tx.maintenance().identify(random));
    }

    /** How a storage stands to the database. */
    public enum Match {
        /** Both bear one id, or the storage cannot bear any. */
        SAME,
        /** Neither bears an id that the other should have. */
        UNSAID,
        /** The storage bears none, although the database once saw it bear its own. */
        LOST,
        /** The storage bears another one than the database. */
        OTHER
    }

    /** How the storage stands to the database now. */
    public Match match() {
        if (!(blobs instanceof SupportsStoreId storage)) {
            return Match.SAME;
        }
        Optional<StoreIdentity> known = known();
        Optional<StoreId> ofStorage = storage.storeId();
        if (ofStorage.isPresent()) {
            return ofStorage.equals(known.map(StoreIdentity::id)) ? Match.SAME : Match.OTHER;
        }
        return known.flatMap(StoreIdentity::boundAt).isPresent() ? Match.LOST : Match.UNSAID;
    }

    /** Why the storage cannot be the database's; empty if it is, or nothing says that it is not. */
    public Optional<String> mismatch() {
        return switch (match()) {
            case SAME, UNSAID -> Optional.empty();
            case LOST -> Optional.of(LOST);
            case OTHER -> Optional.of(hasStored() ? OTHER : OTHER_AND_NEW);
        };
    }

    private boolean hasStored() {
        return known().flatMap(StoreIdentity::boundAt).isPresent();
    }

    /**
     * Makes sure that nothing says that the storage is another's, before files are removed.
     *
     * @throws StorageException.Integrity if something does
     */
    public void requireNoMismatch() {
        mismatch().ifPresent(reason -> {
            throw new StorageException.Integrity("storage", reason);
        });
    }

    /**
     * Makes sure that the storage is the database's, before files are removed or moved for which it has no row.
     *
     * @return the id of both; empty where there are no files and no id yet
     * @throws StorageException.Integrity if it is not, or nothing says that it is
     * @throws StorageException.Unsupported if the storage cannot bear an id
     */
    public Optional<StoreId> requireMatch() {
        if (!(blobs instanceof SupportsStoreId storage)) {
            throw new StorageException.Unsupported(
                    "storage",
                    "This storage cannot say which store it is of, so nothing is removed from it that has no row.");
        }
        requireNoMismatch();
        Optional<StoreId> id = storage.storeId();
        if (id.isEmpty() && !isEmpty()) {
            throw new StorageException.Integrity(
                    "storage",
                    "Nothing says yet that this storage belongs to the database; check both, then store a file, or run"
                            + " \"reelstore init\".");
        }
        return id;
    }

    private boolean isEmpty() {
        try (Stream<BlobInfo> files = blobs.list(BlobPrefix.ALL)) {
            return files.findAny().isEmpty();
        }
    }
}
