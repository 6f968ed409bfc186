package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.SupportsChecksums;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the files of the source of a copy. What fails here is {@link StorageException.Unavailable} {@linkplain
 * StorageException.Unavailable#isOfSource() of the source}, even if only one file is damaged or is not where it should be.
 */
final class SourceFiles {

    private static final int BUFFER = 1 << 16;

    private final BlobStore blobs;

    SourceFiles(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** The size of a file and when it was stored; empty if it does not exist. */
    Optional<BlobInfo> stat(BlobKey key) {
        return ofSource(key, () -> blobs.stat(key));
    }

    /** The hash of the content, as the store remembers it, or else by reading the file. */
    ContentHash hash(BlobKey key) {
        return ofSource(key, () -> hash(blobs, key));
    }

    /** The hash of the content, by reading the file. */
    ContentHash read(BlobKey key) {
        return ofSource(key, () -> read(blobs, key));
    }

    InputStream open(BlobKey key) {
        return new Checked(ofSource(key, () -> blobs.open(key, ByteRange.ALL).stream()));
    }

    /** As {@link #hash(BlobKey)}, of any store. */
    static ContentHash hash(BlobStore blobs, BlobKey key) {
        Optional<ContentHash> stored =
                blobs instanceof SupportsChecksums checksums ? checksums.storedHash(key) : Optional.empty();
        return stored.orElseGet(() -> read(blobs, key));
    }

    /** As {@link #read(BlobKey)}, of any store. */
    static ContentHash read(BlobStore blobs, BlobKey key) {
        MessageDigest digest = ContentHash.newDigest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream stream = blobs.open(key, ByteRange.ALL).stream()) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return ContentHash.of(digest);
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    key.value(), "The file " + key + " cannot be read (" + e.getMessage() + "); try again.", e);
        }
    }

    private static <T> T ofSource(BlobKey key, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (StorageException.Unavailable e) {
            throw e.ofSource();
        } catch (StorageException.Corrupt | StorageException.Integrity e) {
            throw StorageException.Unavailable.lasting(key.value(), String.valueOf(e.getMessage()), e)
                    .ofSource();
        }
    }

    /** A store that checks its files throws its own exception in the middle of a damaged one; to the target, the bytes cannot be read. */
    private static final class Checked extends FilterInputStream {

        Checked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (StorageException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (StorageException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
