package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.media.BlobKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a collection removed, or would remove.
 *
 * @param tombstones the number of removed files that had a tombstone
 * @param orphans the number of removed files that no row ever referred to
 * @param orphanBytes the total size of these orphans in bytes
 * @param kept the number of files without a row that were kept because they are newer than every row: they may have
 *     been stored after the backup that the database was restored from
 * @param young the number of files without a row that were kept because their grace period is not over
 * @param leftovers the number of removed leftovers of crashed processes
 * @param failed the files that could not be removed, with the reason; the next run tries them again
 * @param waiting the files with a tombstone whose grace period is not over
 */
public record CollectionResult(
        long tombstones,
        long orphans,
        long orphanBytes,
        long kept,
        long young,
        long leftovers,
        Map<BlobKey, String> failed,
        Waiting waiting) {

    public CollectionResult {
        failed = Map.copyOf(failed);
    }

    /** A result without files that wait. */
    public CollectionResult(
            long tombstones,
            long orphans,
            long orphanBytes,
            long kept,
            long young,
            long leftovers,
            Map<BlobKey, String> failed) {
        this(tombstones, orphans, orphanBytes, kept, young, leftovers, failed, Waiting.NONE);
    }

    /**
     * Files that wait for the end of their grace period.
     *
     * @param files their number
     * @param bytes their total size; empty if there are more than {@value #MAX_MEASURED}, since each takes a request, or if
     *     one, or the database, cannot be reached
     * @param until when the last of them can be removed; empty if there are none
     */
    public record Waiting(long files, Optional<Long> bytes, Optional<Instant> until) {

        /** The maximum number of files whose sizes are added. */
        public static final int MAX_MEASURED = 1_000;

        /** No files. */
        public static final Waiting NONE = new Waiting(0, Optional.of(0L), Optional.empty());

        /** The database could not be asked. */
        public static final Waiting UNKNOWN = new Waiting(0, Optional.empty(), Optional.empty());
    }
}
