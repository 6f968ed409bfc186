package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;

/**
 * The beginning of keys, in whole segments: {@code projects/0193...} covers {@code projects/0193.../video.mp4} and not
 * {@code projects/0193...9/video.mp4}.
 *
 * @param value the segments joined by {@code /}, without one at the end; empty covers every key
 */
public record BlobPrefix(String value) {

    /** Covers every key. */
    public static final BlobPrefix ALL = new BlobPrefix("");

    /**
     * @throws StorageException.InvalidInput if it is neither empty nor a valid key
     */
    public BlobPrefix {
        if (!value.isEmpty()) {
            BlobKey.parse(value);
        }
    }

    /**
     * Reads a prefix.
     *
     * @throws StorageException.InvalidInput if it is neither empty nor a valid key
     */
    public static BlobPrefix parse(String value) {
        return new BlobPrefix(value);
    }

    /** Whether the key lies below this prefix; the key that equals it does not. */
    public boolean covers(BlobKey key) {
        return value.isEmpty() || key.value().startsWith(value + "/");
    }

    @Override
    public String toString() {
        return value;
    }
}
