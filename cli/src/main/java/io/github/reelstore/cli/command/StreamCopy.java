package io.github.reelstore.cli.command;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies a stored file, with different exceptions for read and write failures. */
final class StreamCopy {

    private static final int CHUNK = 64 * 1024;

    private StreamCopy() {}

    /**
     * Copies the whole stream.
     *
     * @param from the stored file
     * @param key its key, for the message
     * @throws StorageException.Unavailable if it cannot be read
     * @throws IOException if it cannot be written
     */
    static void all(InputStream from, Object key, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int count = read(from, key, chunk); count >= 0; count = read(from, key, chunk)) {
            to.write(chunk, 0, count);
        }
    }

    private static int read(InputStream from, Object key, byte[] chunk) {
        try {
            return from.read(chunk);
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    key.toString(), "Cannot read the stored file " + key + ": " + e.getMessage() + ".", e);
        }
    }
}
