package io.github.reelstore.domain.port;

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

    /** Gives up the staged bytes. It never throws, and a second time does nothing. */
    @Override
    void close();
}
