package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.domain.port.rows.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lists files and finds those that neither a row nor a tombstone of any profile has. One page of the list is in memory at a time,
 * however many files there are.
 */
final class FilesWithoutRows {

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final BlobPrefix prefix;

    /**
     * @param prefix where to look
     */
    FilesWithoutRows(Transactions transactions, BlobStore blobs, ProfileId profile, BlobPrefix prefix) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.prefix = prefix;
    }

    /**
     * A part of the list.
     *
     * @param listed how many files it has
     * @param meant how many of them were asked about
     * @param orphans those of them without a row, by key
     */
    record Part(int listed, int meant, List<BlobInfo> orphans) {}

    /**
     * What all files without rows come to.
     *
     * @param files how many files there are
     * @param orphans how many of them have no row
     * @param orphansMeant how many of these were asked about
     * @param newestRow when the newest row of any profile was made; empty if there is none
     * @param restore that the database was put back from a backup; empty if it never was
     */
    record Count(
            long files,
            long orphans,
            long orphansMeant,
            Optional<Instant> newestRow,
            Optional<StoreIdentity.Restore> restore) {

        /** Whether more than this share of the files, 0 to 1, has no row. */
        boolean exceeds(double share) {
            return orphans > share * files;
        }

        /**
         * Whether the file may have been stored after the backup that the database is: no row is as new as it, or none was when the
         * database was restored.
         */
        boolean isNewerThanRows(BlobInfo file) {
            return newestRow.isEmpty()
                    || file.modifiedAt().isAfter(newestRow.get())
                    || restore.filter(past -> past.lost(file.modifiedAt())).isPresent();
        }
    }

    /**
     * Counts them.
     *
     * @param listed is told how many more files have been listed
     */
    Count count(Predicate<BlobInfo> meant, IntConsumer listed) {
        Optional<Instant> newestRow =
                transactions.readOnly(profile, tx -> tx.maintenance().newestRow());
        Optional<StoreIdentity.Restore> restore = transactions
                .readOnly(profile, tx -> tx.maintenance().identity())
                .flatMap(StoreIdentity::restore);
        LongAdder files = new LongAdder();
        LongAdder orphans = new LongAdder();
        LongAdder orphansMeant = new LongAdder();
        each(file -> true, part -> {
            files.add(part.listed());
            orphans.add(part.orphans().size());
            orphansMeant.add(part.orphans().stream().filter(meant).count());
            listed.accept(part.listed());
        });
        return new Count(files.sum(), orphans.sum(), orphansMeant.sum(), newestRow, restore);
    }

    /** Hands the list over part by part, with what has no row of the files that are meant. */
    void each(Predicate<BlobInfo> meant, Consumer<Part> parts) {
        try (Stream<BlobInfo> files = blobs.list(prefix)) {
            List<BlobInfo> page = new ArrayList<>();
            for (Iterator<BlobInfo> each = files.iterator(); each.hasNext(); ) {
                page.add(each.next());
                if (page.size() == PageRequest.MAX_LIMIT || !each.hasNext()) {
                    parts.accept(part(page, meant));
                    page.clear();
                }
            }
        }
    }

    private Part part(List<BlobInfo> page, Predicate<BlobInfo> meant) {
        List<BlobInfo> asked = page.stream().filter(meant).toList();
        Set<BlobKey> unknown = transactions.readOnly(
                profile,
                tx -> tx.references().unknown(asked.stream().map(BlobInfo::key).toList()));
        List<BlobInfo> orphans = asked.stream()
                .filter(file -> unknown.contains(file.key()))
                .sorted(Comparator.comparing(BlobInfo::key))
                .toList();
        return new Part(page.size(), asked.size(), orphans);
    }
}
