package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.util.Optional;

/**
 * What a {@link BlobStore} may offer beside its own methods: the hash of a file as its backend computed it from the bytes when it took
 * them in, and keeps it true, so that nobody need read the file to know it.
 */
public interface SupportsChecksums {

    /** The SHA-256 of the whole file; empty if no file has the key, or the backend has no such hash of it. */
    Optional<ContentHash> storedHash(BlobKey key);
}
