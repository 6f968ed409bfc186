package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.BulkDeletion;
import io.github.reelstore.domain.port.blob.SupportsCleanup;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.StoreIdentityGuard;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Removes the files of one profile that nothing refers to any more, once their grace period is over. It works in batches, each in a
 * transaction of its own; stopped at any moment, the next run goes on. Others may write meanwhile, and several may collect at once.
 *
 * <p>A file is removed <em>inside</em> the transaction that takes its tombstone away. Whoever begins to refer to a key waits for that
 * transaction, and sees afterwards whether there is a file: so no row is ever committed whose file is being removed. The
 * interleavings are written down in {@code docs/consistency.md}, and each is forced by a test.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}; what was removed by then stays removed.
 */
public final class CollectionService {

    /** How long files stay at least, unless somebody says otherwise. */
    public static final Duration DEFAULT_GRACE = Duration.ofHours(24);

    /** Which share of the files may have no row, unless somebody says otherwise: a tenth. */
    public static final double USUAL_SHARE = 0.1;

    /** What a refusal is about because too many files have no row: see {@link StorageException#subject}. */
    public static final String TOO_MANY = "files without rows";

    /** So few that other writers hardly wait while they are removed. */
    private static final int BATCH = 50;

    private static final int PERCENT = 100;

    /** Where so many files of a batch cannot be reached one after the other, it is the backend that fails and not the files. */
    private static final int TELLING = 3;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final StoreIdentityGuard binding;

    /** Serves one profile. */
    public CollectionService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.binding = new StoreIdentityGuard(transactions, blobs, profile);
    }

    /** Whether to do it, or only to tell what would be done. */
    public enum Mode {
        REMOVE,
        PREVIEW
    }

    /** Which files to look for. */
    public enum Scope {
        /** Those with tombstones, and leftovers: the cost follows the garbage. */
        TOMBSTONES,
        /** These, and files that no row ever referred to, which a crash may leave: every file of the storage is listed. */
        ALL_FILES
    }

    /** Is told how it goes on, by the thread that collects. */
    @FunctionalInterface
    public interface Listener {

        /** So many files have been looked at by now. */
        void at(long files);
    }

    /** Collects, and lets {@link #USUAL_SHARE} of the files be without a row. */
    public CollectionResult collect(Scope scope, Duration grace, Mode mode, Listener listener) {
        return collect(scope, grace, mode, USUAL_SHARE, listener);
    }

    /**
     * Collects. After a database was restored from a backup, what was stored since has no row. So files without a row stay if they are
     * newer than every row, and all of them do if there are too many. The files are counted before anything is removed: they are
     * listed twice.
     *
     * @param grace how long a file must have been without a reference; of one that never had any, how old it must be
     * @param mostOrphans which share of all files may have no row, 0 to 1. With 1 every file without a row that is old enough is
     *     removed, also one that is newer than every row
     * @throws StorageException.InvalidInput if the grace period is negative, or the share is none
     * @throws StorageException.Integrity if the storage is another's; for all files, also if nothing says that it is its own, or a
     *     larger share of them has no row. Nothing was removed
     */
    public CollectionResult collect(Scope scope, Duration grace, Mode mode, double mostOrphans, Listener listener) {
        if (!(mostOrphans >= 0 && mostOrphans <= 1)) {
            throw new StorageException.InvalidInput("share", "A share is 0 to 1; not " + mostOrphans + ".");
        }
        if (grace.isNegative()) {
            throw new StorageException.InvalidInput(
                    "grace", "The grace period must not be negative; it is " + grace + ".");
        }
        if (scope == Scope.ALL_FILES) {
            binding.requireMatch();
        } else {
            binding.requireNoMismatch();
        }
        return new Run(cutoff(grace), mode, mostOrphans, listener).collect(scope);
    }

    private Instant cutoff(Duration grace) {
        Instant now = transactions.readOnly(profile, Tx::now);
        try {
            Instant cutoff = now.minus(grace);
            // no file is older, and not every database has times before
            return cutoff.isBefore(Instant.EPOCH) ? Instant.EPOCH : cutoff;
        } catch (ArithmeticException | DateTimeException e) {
            throw new StorageException.InvalidInput("grace", "The grace period " + grace + " is too long.", e);
        }
    }

    private final class Run {

        private final Instant cutoff;
        private final Mode mode;
        private final double mostOrphans;
        private final Listener listener;
        private final FilesWithoutRows files = new FilesWithoutRows(transactions, blobs, profile, MediaKeys.ROOT);
        private final Map<BlobKey, String> failed = new LinkedHashMap<>();
        private long orphans;
        private long orphanBytes;
        private long kept;
        private long young;
        private long seen;

        Run(Instant cutoff, Mode mode, double mostOrphans, Listener listener) {
            this.cutoff = cutoff;
            this.mode = mode;
            this.mostOrphans = mostOrphans;
            this.listener = listener;
        }

        CollectionResult collect(Scope scope) {
            // before anything is removed
            Predicate<BlobInfo> keeps =
                    scope == Scope.ALL_FILES && mostOrphans < 1 ? requireFewOrphans() : file -> false;
            long tombstones = tombstones();
            if (scope == Scope.ALL_FILES) {
                removeOrphans(keeps);
            }
            long leftovers = leftovers();
            return new CollectionResult(tombstones, orphans, orphanBytes, kept, young, leftovers, failed);
        }

        private boolean isOld(BlobInfo file) {
            return file.modifiedAt().isBefore(cutoff);
        }

        /** Which files without a row stay all the same. */
        private Predicate<BlobInfo> requireFewOrphans() {
            FilesWithoutRows.Count count = files.count(this::isOld, this::looked);
            if (count.orphansMeant() > 0 && count.exceeds(mostOrphans)) {
                throw new StorageException.Integrity(
                        TOO_MANY,
                        count.orphans() + " of " + count.files() + " files have no row, which is more than "
                                + Math.round(mostOrphans * PERCENT)
                                + " %. They may have been stored after the backup that this database was restored from; then"
                                + " \"undelete --orphans\" makes rows of them. If crashes left them, allow a larger share by"
                                + " --max-orphans; 100 removes them all. Nothing was removed.");
            }
            return count::isNewerThanRows;
        }

        private long tombstones() {
            long count = 0;
            Optional<Cursor> after = Optional.empty();
            while (true) {
                Optional<Cursor> from = after;
                List<Tombstone> batch =
                        transactions.readOnly(profile, tx -> tx.references().expired(cutoff, from, BATCH));
                if (batch.isEmpty()) {
                    return count;
                }
                List<BlobKey> keys = batch.stream().map(Tombstone::key).toList();
                count += mode == Mode.REMOVE
                        ? remove(keys, (tx, some) -> tx.references().release(some))
                                .size()
                        : keys.size();
                Tombstone last = batch.get(batch.size() - 1);
                after = Optional.of(new Cursor(last.createdAt(), last.key().value()));
                looked(batch.size());
            }
        }

        private void removeOrphans(Predicate<BlobInfo> keeps) {
            files.each(file -> true, part -> {
                List<BlobInfo> old = part.orphans().stream().filter(this::isOld).toList();
                List<BlobInfo> removable = old.stream().filter(keeps.negate()).toList();
                young += part.orphans().size() - old.size();
                kept += old.size() - removable.size();
                for (int from = 0; from < removable.size(); from += BATCH) {
                    removeOrphans(removable.subList(from, Math.min(from + BATCH, removable.size())));
                }
                looked(part.listed());
            });
        }

        private void removeOrphans(List<BlobInfo> some) {
            Map<BlobKey, Long> sizes = new LinkedHashMap<>();
            some.forEach(file -> sizes.put(file.key(), file.size()));
            List<BlobKey> all = List.copyOf(sizes.keySet());
            Collection<BlobKey> removed = mode == Mode.REMOVE
                    ? remove(all, (tx, keys) -> tx.references().releaseUnknown(keys))
                    : all;
            orphans += removed.size();
            orphanBytes += removed.stream()
                    .mapToLong(key -> sizes.getOrDefault(key, 0L))
                    .sum();
        }

        /** Removes a batch; where that fails, each of it by itself, so that one bad file keeps no other. */
        private Collection<BlobKey> remove(List<BlobKey> keys, BiFunction<Tx, List<BlobKey>, Set<BlobKey>> release) {
            try {
                return removeAll(keys, release);
            } catch (StorageException e) {
                if (keys.size() == 1) {
                    failed.put(keys.get(0), String.valueOf(e.getMessage()));
                    return List.of();
                }
                return removeEach(keys, release, e);
            }
        }

        private Collection<BlobKey> removeEach(
                List<BlobKey> keys, BiFunction<Tx, List<BlobKey>, Set<BlobKey>> release, StorageException failure) {
            List<BlobKey> removed = new ArrayList<>();
            for (int tried = 0; tried < keys.size(); tried++) {
                if (failure instanceof StorageException.Unavailable && tried == TELLING && removed.isEmpty()) {
                    throw failure;
                }
                removed.addAll(remove(keys.subList(tried, tried + 1), release));
            }
            return removed;
        }

        private Set<BlobKey> removeAll(List<BlobKey> keys, BiFunction<Tx, List<BlobKey>, Set<BlobKey>> release) {
            return transactions.inTransaction(profile, tx -> {
                Set<BlobKey> released = release.apply(tx, keys);
                removeFiles(released);
                return released;
            });
        }

        private long leftovers() {
            if (mode == Mode.REMOVE) {
                transactions.inTransaction(profile, tx -> tx.maintenance().pruneMarks());
            }
            if (!(blobs instanceof SupportsCleanup supportsCleanup)) {
                return 0;
            }
            return mode == Mode.REMOVE ? supportsCleanup.sweep(cutoff) : supportsCleanup.leftovers(cutoff);
        }

        private void looked(int more) {
            seen += more;
            listener.at(seen);
        }
    }

    private void removeFiles(Set<BlobKey> keys) {
        if (blobs instanceof BulkDeletion bulk) {
            Map<BlobKey, StorageException> left = bulk.deleteAll(keys.stream());
            if (!left.isEmpty()) {
                throw left.values().iterator().next();
            }
        } else {
            keys.forEach(blobs::delete);
        }
    }
}
