package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a {@link BlobStore} may offer beside its own methods: removing many files with few requests.
 *
 * <pre>{@code
 * if (blobs instanceof BulkDeletion bulk) {
 *     Map<BlobKey, StorageException> left = bulk.deleteAll(keys.stream());
 * }
 * }</pre>
 */
public interface BulkDeletion {

    /**
     * Removes any number of files, durably, reading on in the stream as it goes. Each is removed by itself: what is gone
     * stays gone when others fail. A key that no file has is no failure.
     *
     * @param keys which files; not closed here
     * @return the keys whose files the backend would not remove, and why; empty when all are gone
     * @throws StorageException.Unavailable if the backend fails as a whole; some of the files may be gone by then, and the
     *     same call may be repeated
     */
    Map<BlobKey, StorageException> deleteAll(Stream<BlobKey> keys);
}
