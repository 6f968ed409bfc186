package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.io.InputStream;

/**
 * An open file, or a part of one. Close it when done.
 *
 * @param stream returns exactly {@code length} bytes, or throws an {@link java.io.EOFException} if the file is shorter.
 *     A blob store that keeps the hashes of its files throws {@link StorageException.Corrupt} before the last bytes of
 *     a whole file if the file does not match its hash
 *     It may also be a {@link java.nio.channels.ReadableByteChannel}, which copies the bytes once less
 * @param offset the start of the part in the file, in bytes
 * @param length the size of the part in bytes
 * @param totalSize the size of the whole file in bytes
 */
public record BlobContent(InputStream stream, long offset, long length, long totalSize) implements AutoCloseable {

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        stream.close();
    }
}
