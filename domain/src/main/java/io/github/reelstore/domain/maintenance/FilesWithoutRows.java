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
 * Lists files and finds those that no row and no tombstone of any profile refers to. Only one page of the listing is in
 * memory at a time.
 */
final class FilesWithoutRows {

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final BlobPrefix prefix;

    /**
     * @param prefix the prefix of the keys to list
     */
    FilesWithoutRows(Transactions transactions, BlobStore blobs, ProfileId profile, BlobPrefix prefix) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.prefix = prefix;
    }

    /**
     * A page of the listing.
     *
     * @param listed the number of files in the page
     * @param selected how many of them were selected
     * @param orphans the selected files without a row, ordered by key
     */
    record Part(int listed, int selected, List<BlobInfo> orphans) {}

    /**
     * The number of files without rows, and what is needed to judge them.
     *
     * @param files the number of all files
     * @param orphans how many of them have no row
     * @param orphansSelected how many of these were selected
     * @param newestRow when the newest row of any profile was created; empty if the database has no rows
     * @param restore the last restore of the database from a backup; empty if there was none
     */
    record Count(
            long files,
            long orphans,
            long orphansSelected,
            Optional<Instant> newestRow,
            Optional<StoreIdentity.Restore> restore) {

        /** Whether more than this share of the files, 0 to 1, have no row. */
        boolean exceeds(double share) {
            return orphans > share * files;
        }

        /**
         * Whether the file may have been stored after the backup that the database was restored from: the file is newer
         * than every row, or was when the database was restored.
         */
        boolean isNewerThanRows(BlobInfo file) {
            return newestRow.isEmpty()
                    || file.modifiedAt().isAfter(newestRow.get())
                    || restore.filter(last -> last.lost(file.modifiedAt())).isPresent();
        }
    }

    /**
     * Counts the files without rows.
     *
     * @param listed receives the size of each page, for progress
     */
    Count count(Predicate<BlobInfo> selected, IntConsumer listed) {
        Optional<Instant> newestRow =
                transactions.readOnly(profile, tx -> tx.maintenance().newestRow());
        Optional<StoreIdentity.Restore> restore = transactions
                .readOnly(profile, tx -> tx.maintenance().identity())
                .flatMap(StoreIdentity::restore);
        LongAdder files = new LongAdder();
        LongAdder orphans = new LongAdder();
        LongAdder orphansSelected = new LongAdder();
        each(file -> true, part -> {
            files.add(part.listed());
            orphans.add(part.orphans().size());
            orphansSelected.add(part.orphans().stream().filter(selected).count());
            listed.accept(part.listed());
        });
        return new Count(files.sum(), orphans.sum(), orphansSelected.sum(), newestRow, restore);
    }

    /** Passes the listing on page by page, with the selected files that have no row. */
    void each(Predicate<BlobInfo> selected, Consumer<Part> parts) {
        eachPage(blobs, prefix, page -> parts.accept(part(page, selected)));
    }

    /** Passes a listing on page by page. A page is valid only until the consumer returns. */
    static void eachPage(BlobStore blobs, BlobPrefix prefix, Consumer<List<BlobInfo>> pages) {
        try (Stream<BlobInfo> files = blobs.list(prefix)) {
            List<BlobInfo> page = new ArrayList<>();
            for (Iterator<BlobInfo> each = files.iterator(); each.hasNext(); ) {
                page.add(each.next());
                if (page.size() == PageRequest.MAX_LIMIT || !each.hasNext()) {
                    pages.accept(page);
                    page.clear();
                }
            }
        }
    }

    private Part part(List<BlobInfo> page, Predicate<BlobInfo> selected) {
        List<BlobInfo> selectedFiles = page.stream().filter(selected).toList();
        Set<BlobKey> unknown = transactions.readOnly(
                profile,
                tx -> tx.references()
                        .unknown(selectedFiles.stream().map(BlobInfo::key).toList()));
        List<BlobInfo> orphans = selectedFiles.stream()
                .filter(file -> unknown.contains(file.key()))
                .sorted(Comparator.comparing(BlobInfo::key))
                .toList();
        return new Part(page.size(), selectedFiles.size(), orphans);
    }
}
