package io.github.reelstore.media.internal.mp4;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;

/**
 * Parses metadata with keys in a movie: the box meta with the handler mdta (QuickTime File Format, "Metadata"), which
 * ComfyUI and ffmpeg write to MP4 too.
 */
final class MovieKeys {

    /** The maximum number of keys that are read. */
    private static final int MAX_KEYS = 256;

    /** Longer keys are not those of generators. */
    private static final int MAX_LENGTH = 64;

    private MovieKeys() {}

    /** Adds a mark for each key under which generators store how the file was made. */
    static void mark(Boxes.Box meta, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        if (meta.length() < 8) {
            return;
        }
        // in MP4 the box has a version, in QuickTime it begins with its first box
        boolean versioned = !in.seek(meta.start() + 4).text(4).equals("hdlr");
        Optional<Boxes.Box> keys = meta.boxes(in, versioned ? 4 : 0).find("keys");
        if (keys.isEmpty()) {
            return;
        }
        Boxes names = keys.get().boxes(in, 8);
        Optional<Boxes.Box> name = names.next();
        for (int i = 0; i < MAX_KEYS && name.isPresent(); i++, name = names.next()) {
            if (name.get().type().equals("mdta")) {
                key(name.get(), in, out);
            }
        }
    }

    private static void key(Boxes.Box name, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        if (name.length() <= MAX_LENGTH) {
            out.marks().key(in.seek(name.start()).text((int) name.length()));
        }
    }
}
