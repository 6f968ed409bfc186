package io.github.reelstore.domain.port.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.model.MediaAnnotations;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.util.Map;

/**
 * A media file that has been taken in but has no key yet. Close it when done; what was published stays.
 *
 * @param blob its bytes
 * @param metadata what the probe detected
 * @param claimed what the caller says that they are and they are not, by what it is about ({@link MediaAnnotations#claimed})
 */
public record StagedMedia(StagedBlob blob, MediaMetadata metadata, Map<String, String> claimed)
        implements AutoCloseable {

    public StagedMedia {
        claimed = Map.copyOf(claimed);
    }

    /** What it is, which decides its extension. */
    public MediaFormat format() {
        return metadata.format();
    }

    /** Gives up the staged bytes. */
    @Override
    public void close() {
        blob.close();
    }
}
