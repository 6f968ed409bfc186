package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import software.amazon.awssdk.http.Abortable;

/**
 * Streams the bytes of an object. Returns exactly the expected number of bytes, or throws if there are fewer. If the
 * hash of the object is known, the stream verifies it before it returns the last bytes, so that a damaged file is
 * never read to its end.
 */
final class ObjectStream<S extends InputStream & Abortable> extends InputStream {

    private final S in;
    private final BlobKey key;
    private final Optional<ContentHash> expected;
    private final MessageDigest digest = ContentHash.newDigest();
    private long remaining;

    /**
     * @param in positioned at the first byte; closed with this stream
     * @param length how many bytes to return
     * @param expected the hash of the whole object; empty if it is unknown, or if this stream is a range
     */
    ObjectStream(S in, BlobKey key, long length, Optional<ContentHash> expected) {
        this.in = in;
        this.key = key;
        this.remaining = length;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (remaining == 0) {
            return -1;
        }
        int read = in.read(into, from, (int) Math.min(count, remaining));
        if (read < 0) {
            throw new EOFException("the file " + key + " ended " + remaining + " bytes too early");
        }
        if (expected.isPresent()) {
            digest.update(into, from, read);
            verifyAtEnd(remaining - read);
        }
        remaining -= read;
        return read;
    }

    private void verifyAtEnd(long remainingAfter) {
        if (remainingAfter == 0 && !ContentHash.of(digest).equals(expected.orElseThrow())) {
            throw new StorageException.Corrupt(
                    key.value(),
                    "The file " + key + " is damaged: its SHA-256 differs from the stored one, " + expected.get()
                            + "; restore the file from a backup.",
                    null);
        }
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), remaining);
    }

    /** Drops the connection if bytes remain, instead of reading them to the end. */
    @Override
    public void close() throws IOException {
        if (remaining > 0) {
            in.abort();
        }
        in.close();
    }
}
