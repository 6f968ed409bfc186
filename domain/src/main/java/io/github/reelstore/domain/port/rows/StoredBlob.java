package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.util.Optional;

/**
 * A file that a row refers to.
 *
 * @param key the key of the file
 * @param hash the SHA-256 in the row; empty if the row has none, as for thumbnails
 * @param size the size in the row, in bytes; empty if the row has none
 */
public record StoredBlob(BlobKey key, Optional<ContentHash> hash, Optional<Long> size) {}
