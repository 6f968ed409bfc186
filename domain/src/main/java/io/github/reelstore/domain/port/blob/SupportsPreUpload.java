package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;

/**
 * What a {@link BlobStore} to which publishing takes long may offer beside its own methods: doing most of it before the
 * transaction in which the file is published.
 *
 * <pre>{@code
 * if (blobs instanceof Preparing preparing) {
 *     preparing.prepare(staged, key);
 * }
 * }</pre>
 */
public interface SupportsPreUpload {

    /**
     * Does in advance what takes long about publishing to a key, such as sending the bytes to a distant server, so that {@link
     * BlobStore#publish} is quick and a transaction around it short. Nothing of it is listed or found, the key is not taken,
     * and closing the staged blob gives it up. It is never needed: publishing without it, or to another key, works as well.
     * But where it fails, it throws, and a caller that passes that on has its own work fail: what cannot be sent now could
     * hardly be published a moment later.
     *
     * @throws StorageException.InvalidInput if the staged blob is closed or is of another store
     * @throws StorageException.Unavailable if the backend fails; nothing is left of what was done
     */
    void prepare(StagedBlob staged, BlobKey key);
}
