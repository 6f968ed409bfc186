package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.copy.CopyableDatabase;

/**
 * A store that is copied, or the place of the copy.
 *
 * @param database the rows
 * @param blobs the files
 * @param description where both are, without secrets
 */
public record CopySide(CopyableDatabase database, BlobStore blobs, String description) {}
