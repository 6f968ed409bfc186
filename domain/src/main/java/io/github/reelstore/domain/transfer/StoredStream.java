package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.FailureReason;
import io.github.reelstore.domain.media.BlobKey;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stored file that is copied: if it cannot be read, the exception is not taken for one of the place that it is copied to. */
final class StoredStream extends FilterInputStream {

    private final BlobKey key;

    StoredStream(InputStream in, BlobKey key) {
        super(in);
        this.key = key;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    key.value(), "Cannot read the stored file " + key + ": " + FailureReason.of(e) + ".", e);
        }
    }
}
