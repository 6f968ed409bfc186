package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.FrameRate;
import java.util.Map;
import java.util.Optional;

/**
 * A file of a timeline.
 *
 * @param name its name in the folder of the media
 * @param key its key in the blob store
 * @param kind image, audio or video
 * @param hash its SHA-256
 * @param frames how many frames of the timeline's rate begin before it ends; an image, or a file of unknown length, has as many as are used
 * @param size the size of its pictures
 * @param rate the frames per second of a video
 * @param notes what else is known of it, by name: text
 */
record TimelineMedia(
        String name,
        BlobKey key,
        MediaKind kind,
        Optional<ContentHash> hash,
        long frames,
        Optional<FrameSize> size,
        Optional<FrameRate> rate,
        Map<String, Object> notes) {

    /** The folder of the media, next to a timeline and in a zip file. */
    static final String FOLDER = "media";

    /** Its path from the timeline. */
    String path() {
        return FOLDER + "/" + name;
    }
}
