package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.BlobStore;
import io.github.reelstore.domain.port.BulkDeletion;
import io.github.reelstore.domain.port.Cursor;
import io.github.reelstore.domain.port.PageRequest;
import io.github.reelstore.domain.port.Sweeping;
import io.github.reelstore.domain.port.Tombstone;
import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.domain.port.Tx;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

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

    /** So few that other writers hardly wait while they are removed. */
    private static final int BATCH = 50;

    /** Where so many files of a batch cannot be reached one after the other, it is the backend that fails and not the files. */
    private static final int TELLING = 3;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final StoreBinding binding;

    /** Serves one profile. */
    public CollectionService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.binding = new StoreBinding(transactions, blobs, profile);
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

    /**
     * Collects.
     *
     * @param grace how long a file must have been without a reference; of one that never had any, how old it must be
     * @throws StorageException.InvalidInput if the grace period is negative
     * @throws StorageException.Integrity if the storage is another's; for all files, also if nothing says that it is its own
     */
    public Collected collect(Scope scope, Duration grace, Mode mode, Listener listener) {
        if (grace.isNegative()) {
            throw new StorageException.InvalidInput(
                    "grace", "The grace period must not be negative; it is " + grace + ".");
        }
        if (scope == Scope.ALL_FILES) {
            binding.requireMatch();
        } else {
            binding.requireNoMismatch();
        }
        return new Run(cutoff(grace), mode, listener).collect(scope);
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
        private final Listener listener;
        private final Map<BlobKey, String> failed = new LinkedHashMap<>();
        private long orphans;
        private long orphanBytes;
        private long seen;

        Run(Instant cutoff, Mode mode, Listener listener) {
            this.cutoff = cutoff;
            this.mode = mode;
            this.listener = listener;
        }

        Collected collect(Scope scope) {
            long tombstones = tombstones();
            if (scope == Scope.ALL_FILES) {
                removeOrphans();
            }
            long leftovers = leftovers();
            return new Collected(tombstones, orphans, orphanBytes, leftovers, failed);
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

        private void removeOrphans() {
            try (Stream<BlobInfo> files = blobs.list(MediaKeys.ROOT)) {
                List<BlobInfo> batch = new ArrayList<>();
                for (Iterator<BlobInfo> each = files.iterator(); each.hasNext(); ) {
                    BlobInfo file = each.next();
                    if (file.modifiedAt().isBefore(cutoff)) {
                        batch.add(file);
                    }
                    if (batch.size() == PageRequest.MAX_LIMIT || (!each.hasNext() && !batch.isEmpty())) {
                        removeOrphansOf(batch);
                        batch.clear();
                    }
                    looked(1);
                }
            }
        }

        private void removeOrphansOf(List<BlobInfo> files) {
            Map<BlobKey, Long> sizes = new LinkedHashMap<>();
            files.forEach(file -> sizes.put(file.key(), file.size()));
            List<BlobKey> unknown = transactions.readOnly(
                    profile,
                    tx -> tx.references().unknown(sizes.keySet()).stream()
                            .sorted()
                            .toList());
            for (int from = 0; from < unknown.size(); from += BATCH) {
                List<BlobKey> some = unknown.subList(from, Math.min(from + BATCH, unknown.size()));
                Collection<BlobKey> removed = mode == Mode.REMOVE
                        ? remove(some, (tx, keys) -> tx.references().releaseUnknown(keys))
                        : some;
                orphans += removed.size();
                orphanBytes += removed.stream()
                        .mapToLong(key -> sizes.getOrDefault(key, 0L))
                        .sum();
            }
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
                transactions.inTransaction(profile, tx -> tx.upkeep().pruneMarks());
            }
            if (!(blobs instanceof Sweeping sweeping)) {
                return 0;
            }
            return mode == Mode.REMOVE ? sweeping.sweep(cutoff) : sweeping.leftovers(cutoff);
        }

        private void looked(int files) {
            seen += files;
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
