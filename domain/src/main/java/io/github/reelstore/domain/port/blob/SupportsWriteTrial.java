package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;

/**
 * Optional capability of a {@link BlobStore} on a server whose writes may not be exclusive, which only a trial shows.
 * If they are not, {@code publish} is exclusive within one process only. Then use each key for one staged blob only,
 * by including {@link #attempt} in it: writers of different processes never use the same key.
 */
public interface SupportsWriteTrial {

    /** The server and the bucket, without secrets: the name under which a result can be remembered. */
    String server();

    /**
     * Returns which writes are exclusive. Tries it with concurrent writers if the result is not known yet; the store
     * keeps the result until it is closed.
     *
     * @throws StorageException.Unsupported if the server does not keep bytes or metadata as they are sent
     * @throws StorageException.Unavailable if the backend fails
     */
    ExclusiveWrites exclusiveWrites();

    /** Sets the result of an earlier trial, so that there is no further one. */
    void assume(ExclusiveWrites known);

    /**
     * A random id of the staged blob: 20 digits of 0 to 9 and a to f. No other staged blob has it.
     *
     * @throws StorageException.InvalidInput if the staged blob is closed or belongs to another blob store
     */
    String attempt(StagedBlob staged);
}
