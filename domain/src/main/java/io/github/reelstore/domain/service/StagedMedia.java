package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.MediaFacts;
import io.github.reelstore.domain.media.MediaFormat;
import io.github.reelstore.domain.port.StagedBlob;
import java.util.Map;

/**
 * A media file that has been taken in but has no key yet. Close it when done; what was published stays.
 *
 * @param blob its bytes
 * @param facts what they are
 * @param claimed what the caller says that they are and they are not, by what it is about ({@link MediaNotes#claimed})
 */
public record StagedMedia(StagedBlob blob, MediaFacts facts, Map<String, String> claimed) implements AutoCloseable {

    public StagedMedia {
        claimed = Map.copyOf(claimed);
    }

    /** What it is, which decides its extension. */
    public MediaFormat format() {
        return facts.format();
    }

    /** Gives up the staged bytes. */
    @Override
    public void close() {
        blob.close();
    }
}
