package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.util.Optional;

/**
 * A file that rows of a project refer to.
 *
 * @param key its key
 * @param hash its SHA-256 as the rows say it; thumbnails and adopted files have none
 * @param size its size in bytes as the rows say it
 */
public record ExportedFile(BlobKey key, Optional<ContentHash> hash, Optional<Long> size) {}
