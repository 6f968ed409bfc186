package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.util.Optional;

/**
 * A file as the rows know it.
 *
 * @param key its address
 * @param hash of its bytes; empty where no row tells, as for thumbnails
 * @param size in bytes; empty where no row tells
 */
public record StoredBlob(BlobKey key, Optional<ContentHash> hash, Optional<Long> size) {}
