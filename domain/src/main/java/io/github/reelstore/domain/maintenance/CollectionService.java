package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.CollectionResult.Waiting;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.BulkDeletion;
import io.github.reelstore.domain.port.blob.SupportsCleanup;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.ParallelRunner;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Garbage collection: removes the files of one profile that no row refers to any more, after a grace period. It works
 * in batches, each in its own transaction; after an interruption, the next run continues. Concurrent writes and
 * concurrent collections are safe.
 *
 * <p>A file is removed <em>inside</em> the transaction that deletes its tombstone. A transaction that wants to refer to
 * the key waits for it and then sees whether the file exists, so a row is never committed while its file is being
 * removed. The interleavings are documented in {@code docs/consistency.md}; each is covered by a test.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}; files removed so far stay removed.
 */
public final class CollectionService {

    /** The default grace period. */
    public static final Duration DEFAULT_GRACE = Duration.ofHours(24);

    /** The default of the maximum share of files without a row: a tenth. */
    public static final double USUAL_SHARE = 0.1;

    /** The {@link StorageException#subject} of the error for too many files without a row. */
    public static final String TOO_MANY = "files without rows";

    /** Small enough that other writers hardly wait while a batch is removed. */
    private static final int BATCH = 50;

    private static final int PERCENT = 100;

    private static final int STAT_THREADS = 8;

    /** If the first files of a batch fail, this many in sequence, the backend has failed, not the files. */
    private static final int BACKEND_FAILURES = 3;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final StoreIdentityGuard identityGuard;

    /** Creates the service for one profile. */
    public CollectionService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.identityGuard = new StoreIdentityGuard(transactions, blobs, profile);
    }

    /** Whether to remove files, or only to report which would be removed. */
    public enum Mode {
        REMOVE,
        PREVIEW
    }

    /** Which files to collect. */
    public enum Scope {
        /** Files with tombstones, and leftovers. The cost is proportional to the garbage. */
        TOMBSTONES,
        /** Also files that no row ever referred to, which a crash may leave. Lists every file in the blob store. */
        ALL_FILES
    }

    /** Receives progress, on the thread that collects. */
    @FunctionalInterface
    public interface Listener {

        /** The number of files checked so far. */
        void at(long files);
    }

    /** Collects with {@link #USUAL_SHARE} as the maximum share of files without a row. */
    public CollectionResult collect(Scope scope, Duration grace, Mode mode, Listener listener) {
        return collect(scope, grace, mode, USUAL_SHARE, listener);
    }

    /**
     * Collects. After a database was restored from a backup, files that were stored since have no row. Therefore files
     * without a row are kept if they are newer than every row, and nothing is removed if there are too many of them.
     * The files are counted first, so they are listed twice.
     *
     * @param grace how long a file must have been without a reference; for a file that never had one, its minimum age
     * @param maxOrphanShare the maximum share of files without a row, 0 to 1. With 1 every file without a row that is
     *     old enough is removed, even if it is newer than every row
     * @throws StorageException.InvalidInput if the grace period is negative, or the share is not 0 to 1
     * @throws StorageException.Integrity if the blob store belongs to another store; for {@link Scope#ALL_FILES} also
     *     if it is not bound to the database, or the share is exceeded. Nothing was removed
     */
    public CollectionResult collect(Scope scope, Duration grace, Mode mode, double maxOrphanShare, Listener listener) {
        if (!(maxOrphanShare >= 0 && maxOrphanShare <= 1)) {
            throw new StorageException.InvalidInput("share", "The share must be 0 to 1, not " + maxOrphanShare + ".");
        }
        if (grace.isNegative()) {
            throw new StorageException.InvalidInput(
                    "grace", "The grace period must not be negative; it is " + grace + ".");
        }
        if (scope == Scope.ALL_FILES) {
            identityGuard.requireMatch();
        } else {
            identityGuard.requireNoMismatch();
        }
        return new Run(cutoff(grace), grace, mode, maxOrphanShare, listener).collect(scope);
    }

    private Instant cutoff(Duration grace) {
        Instant now = transactions.readOnly(profile, Tx::now);
        try {
            Instant cutoff = now.minus(grace);
            // no file is older, and not every database supports earlier times
            return cutoff.isBefore(Instant.EPOCH) ? Instant.EPOCH : cutoff;
        } catch (ArithmeticException | DateTimeException e) {
            throw new StorageException.InvalidInput("grace", "The grace period " + grace + " is too long.", e);
        }
    }

    private final class Run {

        private final Instant cutoff;
        private final Duration grace;
        private final Mode mode;
        private final double maxOrphanShare;
        private final Listener listener;
        private final FilesWithoutRows files = new FilesWithoutRows(transactions, blobs, profile, MediaKeys.ROOT);
        private final Map<BlobKey, String> failed = new LinkedHashMap<>();
        private long orphans;
        private long orphanBytes;
        private long kept;
        private long young;
        private long checked;

        Run(Instant cutoff, Duration grace, Mode mode, double maxOrphanShare, Listener listener) {
            this.cutoff = cutoff;
            this.grace = grace;
            this.mode = mode;
            this.maxOrphanShare = maxOrphanShare;
            this.listener = listener;
        }

        CollectionResult collect(Scope scope) {
            // count before anything is removed
            Predicate<BlobInfo> keeps =
                    scope == Scope.ALL_FILES && maxOrphanShare < 1 ? requireFewOrphans() : file -> false;
            long tombstones = tombstones();
            if (scope == Scope.ALL_FILES) {
                removeOrphans(keeps);
            }
            long leftovers = leftovers();
            return new CollectionResult(
                    tombstones, orphans, orphanBytes, kept, young, leftovers, failed, reachableWaiting());
        }

        /** Unknown if the database cannot be reached any more: what was collected must still be reported. */
        private Waiting reachableWaiting() {
            try {
                return waiting();
            } catch (StorageException e) {
                return Waiting.UNKNOWN;
            }
        }

        private Waiting waiting() {
            long count = 0;
            Optional<Long> bytes = Optional.of(0L);
            Optional<Instant> until = Optional.empty();
            Optional<PageRequest> next = Optional.of(PageRequest.first(Waiting.MAX_MEASURED));
            while (next.isPresent()) {
                PageRequest request = next.get();
                Page<Tombstone> page =
                        transactions.readOnly(profile, tx -> tx.references().tombstones(request));
                // newest first
                List<Tombstone> young = page.items().stream()
                        .filter(tombstone -> !tombstone.createdAt().isBefore(cutoff))
                        .toList();
                if (count == 0 && !young.isEmpty()) {
                    until = Optional.of(end(young.get(0)));
                    bytes = sizeOf(young);
                }
                count += young.size();
                next = young.size() < page.items().size()
                        ? Optional.empty()
                        : page.next().map(request::after);
            }
            return new Waiting(count, count > Waiting.MAX_MEASURED ? Optional.empty() : bytes, until);
        }

        /** Empty if a file cannot be reached: what was collected must still be reported. */
        private Optional<Long> sizeOf(List<Tombstone> tombstones) {
            AtomicLong bytes = new AtomicLong();
            try (ParallelRunner runner = new ParallelRunner("gc", STAT_THREADS)) {
                runner.each(
                        tombstones,
                        tombstone -> blobs.stat(tombstone.key()),
                        (tombstone, file) -> file.ifPresent(found -> bytes.addAndGet(found.size())));
                return Optional.of(bytes.get());
            } catch (StorageException e) {
                return Optional.empty();
            }
        }

        private Instant end(Tombstone tombstone) {
            try {
                return tombstone.createdAt().plus(grace);
            } catch (ArithmeticException | DateTimeException e) {
                return Instant.MAX;
            }
        }

        private boolean isOld(BlobInfo file) {
            return file.modifiedAt().isBefore(cutoff);
        }

        /** Which files without a row are kept. */
        private Predicate<BlobInfo> requireFewOrphans() {
            FilesWithoutRows.Count count = files.count(this::isOld, this::progress);
            if (count.orphansSelected() > 0 && count.exceeds(maxOrphanShare)) {
                throw new StorageException.Integrity(
                        TOO_MANY,
                        count.orphans() + " of " + count.files() + " files have no row, which is more than "
                                + Math.round(maxOrphanShare * PERCENT)
                                + " %. They may have been stored after the backup that this database was restored from; then"
                                + " \"undelete --orphans\" creates rows for them. If crashes left them, allow a larger share with"
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
                progress(batch.size());
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
                progress(part.listed());
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

        /** Removes a batch; if that fails, each file separately, so that one bad file does not block the others. */
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
                if (failure instanceof StorageException.Unavailable && tried == BACKEND_FAILURES && removed.isEmpty()) {
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

        private void progress(int more) {
            checked += more;
            listener.at(checked);
        }
    }

    private void removeFiles(Set<BlobKey> keys) {
        if (blobs instanceof BulkDeletion bulk) {
            Map<BlobKey, StorageException> failures = bulk.deleteAll(keys.stream());
            if (!failures.isEmpty()) {
                throw failures.values().iterator().next();
            }
        } else {
            keys.forEach(blobs::delete);
        }
    }
}
