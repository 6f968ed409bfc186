package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.media.BlobKey;
import java.util.Map;

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
 */
public record CollectionResult(
        long tombstones,
        long orphans,
        long orphanBytes,
        long kept,
        long young,
        long leftovers,
        Map<BlobKey, String> failed) {

    public CollectionResult {
        failed = Map.copyOf(failed);
    }
}
