package io.github.reelstore.domain.format;

import java.util.List;

/**
 * Ogg (RFC 3533), a container for audio and video. Each stream begins with a page that is marked "beginning of stream"
 * and names its codec (RFC 5334, section 4); all of these pages come first.
 */
final class Ogg {

    private static final List<String> AUDIO =
            List.of("\1vorbis", "OpusHead", "\177FLAC", "Speex   ", "CELT    ", "PCM     ");
    private static final List<String> VIDEO = List.of("\200theora", "OVP80", "\200daala", "BBCD\0", "\1video\0");

    private static final int PAGE_HEADER = 27;
    private static final int BEGINNING_OF_STREAM = 2;

    private Ogg() {}

    static boolean isAudio(FileHeader fileHeader) {
        return hasStream(fileHeader, AUDIO) && !isVideo(fileHeader);
    }

    static boolean isVideo(FileHeader fileHeader) {
        return hasStream(fileHeader, VIDEO);
    }

    private static boolean hasStream(FileHeader fileHeader, List<String> codecs) {
        long page = 0;
        while (opensStream(fileHeader, page)) {
            int segments = fileHeader.u8(page + 26);
            long body = page + PAGE_HEADER + segments;
            if (fileHeader.atAny(body, codecs)) {
                return true;
            }
            page = body + bodyLength(fileHeader, page, segments);
        }
        return false;
    }

    private static boolean opensStream(FileHeader fileHeader, long page) {
        return fileHeader.at(page, "OggS\0")
                && fileHeader.has(page, PAGE_HEADER)
                && (fileHeader.u8(page + 5) & BEGINNING_OF_STREAM) != 0;
    }

    private static long bodyLength(FileHeader fileHeader, long page, int segments) {
        long length = 0;
        for (int i = 0; i < segments; i++) {
            length += Math.max(0, fileHeader.u8(page + PAGE_HEADER + i));
        }
        return length;
    }
}
