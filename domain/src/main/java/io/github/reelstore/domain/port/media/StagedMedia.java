package io.github.reelstore.domain.port.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.util.Map;

/**
 * A staged media file, which has no key yet. Close it when done; published files stay.
 *
 * @param blob the staged bytes
 * @param metadata the metadata that the probe detected
 * @param claimed values of the caller that differ from the detected ones, by name ({@link MediaInfo#claimed})
 */
public record StagedMedia(StagedBlob blob, MediaMetadata metadata, Map<String, String> claimed)
        implements AutoCloseable {

    public StagedMedia {
        claimed = Map.copyOf(claimed);
    }

    /** The detected format, which determines the extension of the key. */
    public MediaFormat format() {
        return metadata.format();
    }

    /** Removes the staged bytes. */
    @Override
    public void close() {
        blob.close();
    }
}
