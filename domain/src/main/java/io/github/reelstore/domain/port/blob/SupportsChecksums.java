package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.util.Optional;

/**
 * Optional capability of a {@link BlobStore}: returns the hash that the backend computed from the bytes of a file when
 * they were written, without reading the file.
 */
public interface SupportsChecksums {

    /** The SHA-256 of the whole file; empty if no file has the key, or the backend has no such hash. */
    Optional<ContentHash> storedHash(BlobKey key);
}
