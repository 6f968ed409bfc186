package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.media.BlobKey;
import java.time.Instant;

/**
 * A key that no row refers to any more; its file awaits collection (table {@code blob_tombstones}).
 *
 * @param key the file's address
 * @param createdAt when the last row that referred to it went away, UTC
 */
public record Tombstone(BlobKey key, Instant createdAt) {}
