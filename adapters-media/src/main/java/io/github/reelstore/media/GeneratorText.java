package io.github.reelstore.media;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** The names under which image and video generators store their prompts and settings, in containers with many other texts. */
final class GeneratorText {

    /** ComfyUI's, and AUTOMATIC1111's; Matroska writes them in capitals. */
    private static final Set<String> NAMES = Set.of("prompt", "workflow", "parameters");

    private static final int MAX_LENGTH = 64;

    private GeneratorText() {}

    /** Adds a mark if the content of the box is one of the names. */
    static void mark(Boxes.Box name, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        if (name.length() <= MAX_LENGTH) {
            mark(in.seek(name.start()).text((int) name.length()), out);
        }
    }

    /** Adds a mark if the text is one of the names. */
    static void mark(String name, MediaMetadataBuilder out) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (NAMES.contains(lowerCase)) {
            out.mark("text:" + lowerCase);
        }
    }
}
