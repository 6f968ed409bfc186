package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.io.FilterInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;

/** A whole file whose bytes are compared with the hash in its row: the last ones are only returned if they match. */
public final class VerifiedStream extends FilterInputStream {

    private final BlobKey key;
    private final ContentHash expected;
    private final MessageDigest digest = ContentHash.newDigest();
    private long left;
    private Optional<ContentHash> actual = Optional.empty();

    /** Takes over the stream of the content, which must be that of a whole file. */
    public VerifiedStream(BlobContent content, BlobKey key, ContentHash expected) {
        super(content.stream());
        this.key = key;
        this.expected = expected;
        this.left = content.length();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
            digest.update(bytes, offset, count);
            left -= count;
        }
        if (left == 0 && length > 0) {
            requireExpected();
        }
        return count;
    }

    private void requireExpected() {
        if (actual.isEmpty()) {
            actual = Optional.of(ContentHash.of(digest));
        }
        if (!actual.get().equals(expected)) {
            throw new StorageException.Corrupt(
                    key.value(),
                    "The file " + key
                            + " is damaged: its content differs from what was stored. Store it again from a"
                            + " copy, if there is one.",
                    null);
        }
    }

    /** Reads what it skips. */
    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.max(0, Math.min(count, 8192))];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
