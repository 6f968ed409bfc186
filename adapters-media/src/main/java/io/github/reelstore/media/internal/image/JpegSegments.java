package io.github.reelstore.media.internal.image;

import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;

/** Iterates over the segments of a JPEG (ITU-T T.81, annex B): each has a marker, most a length. */
public final class JpegSegments {

    private static final int TEMPORARY = 0x01;
    private static final int FIRST_RESTART = 0xD0;
    private static final int END = 0xD9;

    /** The maximum number of other bytes between two segments, which decoders skip. */
    private static final int MAX_STRAY = 1 << 20;

    private final RandomAccessReader in;
    private long next = 2;

    /** The segments of the file. */
    public JpegSegments(RandomAccessReader in) {
        this.in = in;
    }

    /**
     * A segment with a length.
     *
     * @param marker the second byte of its marker
     * @param start the offset of its content, after the length
     * @param length the number of bytes of its content
     */
    public record Segment(int marker, long start, int length) {

        /** Whether the compressed samples follow it. */
        public boolean isScan() {
            return marker == 0xDA;
        }

        /** Whether it is a frame header, SOF0 to SOF15; the markers of tables in that range are excluded. */
        public boolean isFrame() {
            return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        }

        /** The offset of the second byte of its marker. */
        public long markerOffset() {
            return start - 3;
        }
    }

    /**
     * The next segment; the position is at its content. After the first scan there are no further segments to read.
     *
     * @throws MalformedMediaException at the end of the image, or if no segment follows
     */
    public Segment next() throws IOException {
        in.seek(next);
        int marker = marker();
        while (marker == TEMPORARY || (marker >= FIRST_RESTART && marker < END)) {
            marker = marker();
        }
        if (marker == END) {
            throw MalformedMediaException.ends();
        }
        int length = in.u16() - 2;
        if (length < 0) {
            throw MalformedMediaException.damaged("a segment");
        }
        next = in.position() + length;
        return new Segment(marker, in.position(), length);
    }

    /**
     * Reads a marker, which any number of FF bytes may precede. Other bytes before it are skipped, as by libjpeg:
     * cameras leave some between segments.
     */
    private int marker() throws IOException {
        long start = in.position();
        while (in.position() - start < MAX_STRAY) {
            int marker = in.u8() == 0xFF ? in.u8() : 0;
            while (marker == 0xFF) {
                marker = in.u8();
            }
            if (marker != 0) {
                return marker;
            }
        }
        throw MalformedMediaException.damaged("a marker");
    }
}
