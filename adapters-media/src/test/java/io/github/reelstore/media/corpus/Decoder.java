package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.media.corpus.Facts.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program that decodes media files. */
interface Decoder {

    /** The name of the column. */
    String name();

    /** The version, in one line. */
    String version();

    boolean reads(MediaFormat format);

    Decoded decode(Path file, MediaFormat format);

    /**
     * A decoded file.
     *
     * @param durationMs of the decoded samples, or of the frames with their times
     * @param size as shown; empty if decoding does not tell it
     * @param pictures the image, or the first frames of the video
     * @param refusal why the decoder refuses the file, or a part of it; a warning is no refusal
     */
    record Decoded(Optional<Long> durationMs, Optional<Size> size, List<Cells> pictures, Optional<String> refusal) {

        static final Decoded NOTHING = new Decoded(Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }
}
