package io.github.reelstore.domain.media;

import java.time.Instant;

/**
 * What a blob store knows about a file without reading it.
 *
 * @param key the key of the file
 * @param size in bytes
 * @param modifiedAt when the file was last written, UTC, with the precision of the backend
 */
public record BlobInfo(BlobKey key, long size, Instant modifiedAt) {}
