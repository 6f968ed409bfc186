package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;

/**
 * Bytes that a {@link BlobStore} has stored durably but not published under a key. Closing removes the staged bytes;
 * published files stay. For one thread at a time.
 */
public interface StagedBlob extends AutoCloseable {

    /** The SHA-256 of the bytes. */
    ContentHash hash();

    /** The number of bytes. */
    long size();

    /**
     * Opens the bytes, or a part of them, like {@link BlobStore#open}. They can be read any number of times until the
     * staged blob is closed. Close the returned content first.
     *
     * @throws StorageException.InvalidInput if the range begins at or past the end, or the staged blob is closed
     * @throws StorageException.Unavailable if the bytes cannot be read
     */
    BlobContent open(ByteRange range);

    /** Removes the staged bytes. It never throws; closing again has no effect. */
    @Override
    void close();
}
