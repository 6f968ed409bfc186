package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;

/**
 * Optional capability of a {@link BlobStore} whose {@code publish} is slow: uploads the bytes before the transaction in
 * which the file is published.
 *
 * <pre>{@code
 * if (blobs instanceof SupportsPreUpload preUpload) {
 *     preUpload.prepare(staged, key);
 * }
 * }</pre>
 */
public interface SupportsPreUpload {

    /**
     * Does the slow part of publishing to a key in advance, such as the upload to a remote server, so that
     * {@link BlobStore#publish} is quick and the surrounding transaction short. The upload is not listed and does not
     * take the key; closing the staged blob removes it. The call is optional: publishing without it, or to another key,
     * works as well. If it throws, let the caller's operation fail: publishing would most likely fail for the same
     * reason.
     *
     * @throws StorageException.InvalidInput if the staged blob is closed or belongs to another blob store
     * @throws StorageException.Unavailable if the backend fails; nothing of the upload is left
     */
    void prepare(StagedBlob staged, BlobKey key);
}
