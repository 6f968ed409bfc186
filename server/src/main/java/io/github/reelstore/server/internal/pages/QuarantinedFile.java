package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.media.BlobInfo;

/**
 * A file that a repair has moved.
 *
 * @param key its key in quarantine
 * @param size its size
 * @param moved when it was moved, UTC
 */
public record QuarantinedFile(String key, String size, String moved) {

    static QuarantinedFile of(BlobInfo file) {
        return new QuarantinedFile(file.key().value(), Display.bytes(file.size()), Display.time(file.modifiedAt()));
    }
}
