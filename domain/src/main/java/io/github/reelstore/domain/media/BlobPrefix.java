package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;

/**
 * A prefix of keys, in whole segments: {@code projects/0193...} covers {@code projects/0193.../video.mp4} but not
 * {@code projects/0193...9/video.mp4}.
 *
 * @param value the segments joined by {@code /}, without a trailing slash; empty covers every key
 */
public record BlobPrefix(String value) {

    /** Covers every key. */
    public static final BlobPrefix ALL = new BlobPrefix("");

    /**
     * Checks the value.
     *
     * @throws StorageException.InvalidInput if it is neither empty nor a valid key
     */
    public BlobPrefix {
        if (!value.isEmpty()) {
            BlobKey.parse(value);
        }
    }

    /**
     * Parses a prefix.
     *
     * @throws StorageException.InvalidInput if it is neither empty nor a valid key
     */
    public static BlobPrefix parse(String value) {
        return new BlobPrefix(value);
    }

    /** Whether the key is below this prefix. A key that equals the prefix is not. */
    public boolean covers(BlobKey key) {
        return value.isEmpty() || key.value().startsWith(value + "/");
    }

    @Override
    public String toString() {
        return value;
    }
}
