package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;

/**
 * Bytes that a {@link BlobStore} has taken in and made durable, but not yet given a key. Closing it removes what is left
 * of it; what was published stays. One thread at a time.
 */
public interface StagedBlob extends AutoCloseable {

    /** The hash of the bytes. */
    ContentHash hash();

    /** How many bytes. */
    long size();

    /**
     * Opens the bytes, or a part of them, as {@link BlobStore#open} does those of a file. They can be read any number of times
     * until this is closed; close first what this returned.
     *
     * @throws StorageException.InvalidInput if the range begins at or past the end, or this is closed
     * @throws StorageException.Unavailable if they cannot be read
     */
    BlobContent open(ByteRange range);

    /** Gives up the staged bytes. It never throws, and a second time does nothing. */
    @Override
    void close();
}
