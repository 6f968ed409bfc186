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
 * The bytes of an object as they come. It gives exactly the bytes promised, or throws when fewer come; and where the hash of
 * the whole is known, it compares before it gives the last of them, so that damaged bytes are never taken for a whole file.
 */
final class ObjectStream<S extends InputStream & Abortable> extends InputStream {

    private final S in;
    private final BlobKey key;
    private final Optional<ContentHash> expected;
    private final MessageDigest digest = ContentHash.newDigest();
    private long left;

    /**
     * @param in stands at the first byte, and is closed with this stream
     * @param length how many bytes to give
     * @param expected the hash of them all; empty where it is not known, or where they are a part
     */
    ObjectStream(S in, BlobKey key, long length, Optional<ContentHash> expected) {
        this.in = in;
        this.key = key;
        this.left = length;
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
        if (left == 0) {
            return -1;
        }
        int read = in.read(into, from, (int) Math.min(count, left));
        if (read < 0) {
            throw new EOFException("the file " + key + " ended " + left + " bytes too early");
        }
        if (expected.isPresent()) {
            digest.update(into, from, read);
            compareAtEnd(left - read);
        }
        left -= read;
        return read;
    }

    private void compareAtEnd(long leftThen) {
        if (leftThen == 0 && !ContentHash.of(digest).equals(expected.orElseThrow())) {
            throw new StorageException.Corrupt(
                    key.value(),
                    "The bytes of " + key + " are not those that were stored: their SHA-256 is another than "
                            + expected.get() + "; restore the file from a copy.",
                    null);
        }
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), left);
    }

    /** Drops the connection where bytes are left, rather than read on to their end. */
    @Override
    public void close() throws IOException {
        if (left > 0) {
            in.abort();
        }
        in.close();
    }
}
