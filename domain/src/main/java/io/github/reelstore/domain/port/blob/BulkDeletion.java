package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Optional capability of a {@link BlobStore}: deletes many files with few requests.
 *
 * <pre>{@code
 * if (blobs instanceof BulkDeletion bulk) {
 *     Map<BlobKey, StorageException> failed = bulk.deleteAll(keys.stream());
 * }
 * }</pre>
 */
public interface BulkDeletion {

    /**
     * Deletes any number of files durably and consumes the stream on the way. Each file is deleted independently: a
     * failure does not restore the others. A key without a file is not a failure.
     *
     * @param keys the keys to delete; this method does not close the stream
     * @return the keys whose files could not be deleted, with the reason; empty if all were deleted
     * @throws StorageException.Unavailable if the backend fails as a whole; some of the files may have been deleted,
     *     and the call may be repeated
     */
    Map<BlobKey, StorageException> deleteAll(Stream<BlobKey> keys);
}
