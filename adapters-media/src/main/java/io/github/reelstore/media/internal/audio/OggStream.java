package io.github.reelstore.media.internal.audio;

import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;

/**
 * A stream of an Ogg file. Each page has the position of the audio at its end. The positions need not begin at zero: a
 * recording of a live stream starts late (RFC 7845, section 4.5), and the packets of the first page show where.
 */
final class OggStream {

    private static final int CONTINUED = 1;

    /** The length of a segment that the next one continues. */
    private static final int FULL = 255;

    /** The position of the pages with headers. */
    private static final long HEADERS = 0;

    /** The position of pages on which no packet ends. */
    private static final long NO_POSITION = -1;

    private final OggCodec codec;
    private long start = -1;
    private long last;
    private long audioBytes;
    private long samples;
    private byte[] begun = {};

    OggStream(OggCodec codec) {
        this.codec = codec;
    }

    /**
     * Adds a page. The position of the file is at its body.
     *
     * @param segments the lengths of its segments
     */
    void page(RandomAccessReader in, int flags, long position, byte[] segments, long length) throws IOException {
        if (start < 0) {
            packets(in, flags, segments);
        }
        audioBytes += length;
        if (position == HEADERS) {
            // up to here there were only headers, such as comments with a cover image
            audioBytes = 0;
            samples = 0;
        } else if (position != NO_POSITION) {
            if (start < 0) {
                start = Math.max(0, position - samples);
            }
            last = Math.max(last, position);
        }
    }

    /** Adds the packets that end on a page. */
    private void packets(RandomAccessReader in, int flags, byte[] segments) throws IOException {
        long at = in.position();
        boolean begins = (flags & CONTINUED) == 0;
        for (byte segment : segments) {
            int length = segment & 0xFF;
            if (begins) {
                begun = in.seek(at).atMost(Math.min(length, OggCodec.PACKET_HEAD));
            }
            at += length;
            begins = length < FULL;
            if (begins) {
                samples += codec.lengths().of(begun);
            }
        }
    }

    double seconds() {
        long played = last - Math.max(0, start) - codec.preSkip();
        return codec.hertz() > 0 && played > 0 ? (double) played / codec.hertz() : 0;
    }

    /** The size of its packets without the headers. */
    long audioBytes() {
        return audioBytes;
    }
}
