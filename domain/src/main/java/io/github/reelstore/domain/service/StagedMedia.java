package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.MediaFormat;
import io.github.reelstore.domain.port.StagedBlob;

/**
 * A media file that has been taken in but has no key yet. Close it when done; what was published stays.
 *
 * @param blob its bytes
 * @param format what they are
 */
public record StagedMedia(StagedBlob blob, MediaFormat format) implements AutoCloseable {

    /** Gives up the staged bytes. */
    @Override
    public void close() {
        blob.close();
    }
}
