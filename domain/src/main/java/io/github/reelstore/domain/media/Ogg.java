package io.github.reelstore.domain.media;

import java.util.List;

/**
 * Ogg (RFC 3533) holds audio as well as video. Each stream in it opens with a page that is marked
 * "beginning of stream" and names its codec (RFC 5334, section 4); all of these pages come first.
 */
final class Ogg {

    private static final List<String> AUDIO =
            List.of("\1vorbis", "OpusHead", "\177FLAC", "Speex   ", "CELT    ", "PCM     ");
    private static final List<String> VIDEO = List.of("\200theora", "OVP80", "\200daala", "BBCD\0", "\1video\0");

    private static final int PAGE_HEADER = 27;
    private static final int BEGINNING_OF_STREAM = 2;

    private Ogg() {}

    static boolean isAudio(Head head) {
        return hasStream(head, AUDIO) && !isVideo(head);
    }

    static boolean isVideo(Head head) {
        return hasStream(head, VIDEO);
    }

    private static boolean hasStream(Head head, List<String> codecs) {
        long page = 0;
        while (opensStream(head, page)) {
            int segments = head.u8(page + 26);
            long body = page + PAGE_HEADER + segments;
            if (head.atAny(body, codecs)) {
                return true;
            }
            page = body + bodyLength(head, page, segments);
        }
        return false;
    }

    private static boolean opensStream(Head head, long page) {
        return head.at(page, "OggS\0") && head.has(page, PAGE_HEADER) && (head.u8(page + 5) & BEGINNING_OF_STREAM) != 0;
    }

    private static long bodyLength(Head head, long page, int segments) {
        long length = 0;
        for (int i = 0; i < segments; i++) {
            length += Math.max(0, head.u8(page + PAGE_HEADER + i));
        }
        return length;
    }
}
