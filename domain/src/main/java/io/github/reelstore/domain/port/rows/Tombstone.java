package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.media.BlobKey;
import java.time.Instant;

/**
 * Marks a key that no row refers to any more; its file awaits collection (table {@code blob_tombstones}).
 *
 * @param key the key of the file
 * @param createdAt when the last reference was removed, UTC
 */
public record Tombstone(BlobKey key, Instant createdAt) {}
