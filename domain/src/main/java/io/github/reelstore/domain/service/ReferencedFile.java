package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import java.util.Optional;

/**
 * A file that a row of the profile refers to. It may be opened several times soon after it was found; each time, the row is not
 * looked for again.
 */
public interface ReferencedFile {

    /** Its key. */
    BlobKey key();

    /** Its SHA-256; empty if the row does not have it. */
    Optional<ContentHash> hash();

    /** Its size in bytes. */
    long size();

    /**
     * Opens the file, or a part of it. Close the result.
     *
     * @throws StorageException.NotFound if it no longer exists
     * @throws StorageException.InvalidInput if the range begins at or past its end
     * @throws StorageException.Unavailable if the blob store fails
     */
    BlobContent open(ByteRange range);
}
