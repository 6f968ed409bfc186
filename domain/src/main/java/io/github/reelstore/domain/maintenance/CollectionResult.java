package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.media.BlobKey;
import java.util.Map;

/**
 * What a collection removed, or would remove.
 *
 * @param tombstones files that no row refers to any more, with their tombstones
 * @param orphans files that no row ever referred to
 * @param orphanBytes of these
 * @param kept files that no row refers to either, and that were left since they are newer than every row: they may have been stored
 *     after the backup that the database was restored from
 * @param young files that no row refers to either, and that were left since their grace period is not over
 * @param leftovers what processes left half done that died
 * @param failed files that could not be removed, and why; they are tried again next time
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
