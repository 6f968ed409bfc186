package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.files.internal.BoundedStream;
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
final class ObjectStream<S extends InputStream & Abortable> extends BoundedStream {

    private static final int MAX_SKIP = 8 * 1024;

    private final S in;
    private final BlobKey key;
    private final Optional<ContentHash> expected;
    private final MessageDigest digest = ContentHash.newDigest();

    /**
     * @param in positioned at the first byte; closed with this stream
     * @param length how many bytes to return
     * @param expected the hash of the whole object; empty if it is unknown, or if this stream is a range
     */
    ObjectStream(S in, BlobKey key, long length, Optional<ContentHash> expected) {
        super(in, length, key.value());
        this.in = in;
        this.key = key;
        this.expected = expected;
    }

    @Override
    protected void check(byte[] bytes, int from, int count, boolean last) {
        if (expected.isEmpty()) {
            return;
        }
        digest.update(bytes, from, count);
        if (last && !ContentHash.of(digest).equals(expected.get())) {
            throw new StorageException.Corrupt(
                    key.value(),
                    "The file " + key + " is damaged: its SHA-256 differs from the stored one, " + expected.get()
                            + "; restore the file from a backup.",
                    null);
        }
    }

    /** Reads the bytes, since a hash needs all of them. */
    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.max(0, Math.min(count, MAX_SKIP))).length;
    }

    /** Drops the connection if bytes remain, instead of reading them to the end. */
    @Override
    public void close() throws IOException {
        if (remaining() > 0) {
            in.abort();
        }
        super.close();
    }
}
