package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;

/**
 * A file of a project that is imported.
 *
 * @param content its bytes; may be opened on another thread
 * @param hash their SHA-256
 * @param size their number
 */
public record SourceFile(BlobSource content, ContentHash hash, long size) {}
