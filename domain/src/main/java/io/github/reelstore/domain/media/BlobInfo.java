package io.github.reelstore.domain.media;

import java.time.Instant;

/**
 * What a store knows of a file without reading it.
 *
 * @param key its address
 * @param size in bytes
 * @param modifiedAt when it was last written, UTC, as exactly as the store tells
 */
public record BlobInfo(BlobKey key, long size, Instant modifiedAt) {}
