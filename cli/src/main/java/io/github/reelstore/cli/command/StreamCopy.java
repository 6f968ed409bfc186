package io.github.reelstore.cli.command;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies a stored file and tells the fault of the one side from that of the other. */
final class StreamCopy {

    private static final int CHUNK = 64 * 1024;

    private StreamCopy() {}

    /**
     * Copies all of it.
     *
     * @param from the stored file
     * @param what its key, for the message
     * @throws StorageException.Unavailable if it cannot be read
     * @throws IOException if it cannot be written
     */
    static void all(InputStream from, Object what, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int count = read(from, what, chunk); count >= 0; count = read(from, what, chunk)) {
            to.write(chunk, 0, count);
        }
    }

    private static int read(InputStream from, Object what, byte[] chunk) {
        try {
            return from.read(chunk);
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    what.toString(), "Cannot read the stored file " + what + ": " + e.getMessage() + ".", e);
        }
    }
}
