package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.io.InputStream;

/**
 * An open file, or a part of one. Close it when done.
 *
 * @param stream yields exactly {@code length} bytes, or throws an {@link java.io.EOFException} if the file turns out shorter;
 *     a store that keeps hashes beside its files throws {@link StorageException.Corrupt} instead of giving the last bytes of a
 *     whole file that are not those that were stored
 * @param offset where the part begins in the file, in bytes
 * @param length how many bytes the part has
 * @param totalSize how many the whole file has
 */
public record BlobContent(InputStream stream, long offset, long length, long totalSize) implements AutoCloseable {

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        stream.close();
    }
}
