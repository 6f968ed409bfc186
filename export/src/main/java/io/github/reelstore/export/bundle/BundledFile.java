package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;

/**
 * A media file of a bundle.
 *
 * @param key its key in the store that it comes from, as the rows have it
 * @param path its path in the bag
 * @param sha256 the SHA-256 of its bytes
 * @param size their number
 */
record BundledFile(BlobKey key, String path, ContentHash sha256, long size) {}
