package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.blob.PresignedPut;

/**
 * A file that a client may send straight to the blob store.
 *
 * @param key the key that the file will have
 * @param put the request to send it with
 */
public record DirectUpload(BlobKey key, PresignedPut put) {}
