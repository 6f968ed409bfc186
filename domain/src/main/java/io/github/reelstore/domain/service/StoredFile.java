package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.StoredBlob;
import java.util.Optional;

/**
 * A file that a row of the profile refers to. It may be opened several times soon after it was found; each time, the row is not
 * looked for again.
 */
public final class StoredFile {

    private final BlobStore blobs;
    private final StoredBlob reference;
    private final BlobInfo info;

    StoredFile(BlobStore blobs, StoredBlob reference, BlobInfo info) {
        this.blobs = blobs;
        this.reference = reference;
        this.info = info;
    }

    /** Its key. */
    public BlobKey key() {
        return info.key();
    }

    /** Its SHA-256; empty if the row does not have it. */
    public Optional<ContentHash> hash() {
        return reference.hash();
    }

    /** Its size in bytes. */
    public long size() {
        return info.size();
    }

    /**
     * Opens the file, or a part of it. Close the result.
     *
     * @throws StorageException.NotFound if it no longer exists
     * @throws StorageException.InvalidInput if the range begins at or past its end
     * @throws StorageException.Unavailable if the blob store fails
     */
    public BlobContent open(ByteRange range) {
        return blobs.open(info.key(), range);
    }
}
