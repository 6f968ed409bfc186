package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsChecksums;
import io.github.reelstore.domain.port.rows.StoredBlob;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** Reads stored files by their keys. Every method may throw {@link StorageException.Unavailable}. */
public final class BlobReader {

    private final BlobStore blobs;

    public BlobReader(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Random access to a file.
     *
     * @throws StorageException.NotFound if the file does not exist
     */
    MediaBytes bytesOf(BlobKey key) {
        long size = blobs.stat(key)
                .orElseThrow(() -> new StorageException.NotFound(key.value(), "There is no file " + key + "."))
                .size();
        return bytesOf(key, size);
    }

    private MediaBytes bytesOf(BlobKey key, long size) {
        return new MediaBytes(key.value(), size, offset -> blobs.open(key, ByteRange.from(offset)).stream());
    }

    /**
     * Detects the format of a file.
     *
     * @param head the first {@link MediaFormat#HEAD_BYTES} of the file
     * @throws IOException if the file cannot be read behind its tags
     */
    static Optional<MediaFormat> detect(byte[] head, MediaBytes file) throws IOException {
        return MediaFormat.detect(head, offset -> file.read(offset, MediaFormat.HEAD_BYTES));
    }

    /**
     * Detects the format of a file from its first bytes or those behind its tags.
     *
     * @param headless the format of a file without a header, from its row: the key may be that of another row, which
     *     was given with another format. If it is empty, the extension of the key decides
     * @return empty if the file has no supported format
     * @throws StorageException.NotFound if the file does not exist
     */
    public Optional<MediaFormat> formatOf(BlobKey key, Optional<MediaFormat> headless) {
        try (BlobContent head = blobs.open(key, ByteRange.ALL)) {
            return detect(head.stream().readNBytes(MediaFormat.HEAD_BYTES), bytesOf(key, head.totalSize()))
                    .or(() -> headless)
                    .or(() -> MediaFormat.ofName(key.value()).filter(MediaFormat::isHeadless));
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    /**
     * Computes the size and the hash of a file by reading it.
     *
     * @throws StorageException.NotFound if the file does not exist
     * @throws StorageException.Corrupt if the blob store detects damage
     */
    public StoredBlob measure(BlobKey key) {
        MessageDigest digest = ContentHash.newDigest();
        try (BlobContent content = blobs.open(key, ByteRange.ALL);
                OutputStream hashing = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            long size = content.stream().transferTo(hashing);
            return new StoredBlob(key, Optional.of(ContentHash.of(digest)), Optional.of(size));
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    /** Whether the file exists and is not empty. */
    public boolean isNonEmpty(BlobKey key) {
        return blobs.stat(key).filter(found -> found.size() > 0).isPresent();
    }

    /** What a key has, compared with staged bytes. */
    enum Copy {
        /** A file that can be read and has their size. */
        SAME_SIZE,
        /** No file. */
        MISSING,
        /** A file of another size or with other bytes, a symbolic link, or a file that may not be read. */
        UNUSABLE
    }

    /** Opens the file, because one that may not be read also has a size. */
    Copy copyOf(StagedBlob staged, BlobKey key) {
        try (BlobContent content = blobs.open(key, ByteRange.of(0, 1))) {
            return content.totalSize() == staged.size() ? Copy.SAME_SIZE : Copy.UNUSABLE;
        } catch (StorageException.NotFound e) {
            return Copy.MISSING;
        } catch (IOException e) {
            throw unreadable(key, e);
        } catch (StorageException e) {
            if (e.isRetryable()) {
                throw e;
            }
            return Copy.UNUSABLE;
        }
    }

    /** Whether the key has an intact copy of the staged bytes, see {@link #intactCopyOf}. */
    public boolean hasIntactCopyOf(StagedBlob staged, BlobKey key) {
        return intactCopyOf(staged, key) == Copy.SAME_SIZE;
    }

    /**
     * What a key has, as {@link #copyOf}, but a file whose content has been damaged since it was stored is unusable too.
     * A blob store with checksums finds damage itself, so it is not asked to send the file.
     */
    Copy intactCopyOf(StagedBlob staged, BlobKey key) {
        Copy copy = copyOf(staged, key);
        boolean intact = copy != Copy.SAME_SIZE || blobs instanceof SupportsChecksums || hasBytesOf(staged, key);
        return intact ? copy : Copy.UNUSABLE;
    }

    /** Whether the file exists, can be read, and has exactly the staged bytes. Files of another size are not read. */
    public boolean hasContentOf(StagedBlob staged, BlobKey key) {
        return copyOf(staged, key) == Copy.SAME_SIZE && hasBytesOf(staged, key);
    }

    private boolean hasBytesOf(StagedBlob staged, BlobKey key) {
        try {
            return measure(key).hash().equals(Optional.of(staged.hash()));
        } catch (StorageException e) {
            if (e.isRetryable()) {
                throw e;
            }
            return false;
        }
    }

    private static StorageException.Unavailable unreadable(BlobKey key, IOException e) {
        return StorageException.Unavailable.passing(key.value(), "Cannot read the file " + key + ".", e);
    }
}
