package io.github.reelstore.media.internal.image;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Parses JPEG (ITU-T T.81): the segments up to the first scan. */
final class Jpeg implements Parser {

    private static final int APP1 = 0xE1;
    private static final int APP11 = 0xEB;

    /** What the segment with EXIF begins with. */
    static final String EXIF = "Exif\0\0";

    private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final String END_OF_IMAGE = "\377\331";

    /** The number of bytes read at once when the end of the image is searched, first at the end of the file. */
    private static final int TAIL = 64 * 1024;

    /** The number of bytes of a JUMBF segment that contain the type of its first box. */
    private static final int BOX_HEAD = 64;

    private static final int BYTES_PER_COEFFICIENT = 2;

    private int components;
    private long coefficients;
    private boolean progressive;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        out.codec("mjpeg");
        JpegSegments segments = new JpegSegments(in);
        JpegSegments.Segment segment = segments.next();
        for (; !segment.isScan(); segment = segments.next()) {
            segment(segment, in, out);
        }
        if (progressive || in.u8() < components) {
            // the decoder keeps all coefficients, which several scans complete
            out.decoderBytes(coefficients * BYTES_PER_COEFFICIENT);
        }
        if (!hasEnd(in)) {
            out.endsEarly();
        }
    }

    private void segment(JpegSegments.Segment segment, RandomAccessReader in, MediaMetadataBuilder out)
            throws IOException {
        if (segment.isFrame()) {
            frame(in, out);
            progressive = (segment.marker() & 3) == 2;
        } else if (segment.marker() == APP1) {
            app1(in, segment.length(), out);
        } else if (segment.marker() == APP11
                && latin1(in.atMost(Math.min(segment.length(), BOX_HEAD))).contains("c2pa")) {
            // JUMBF (ISO/IEC 19566-5), which contains C2PA if its description says so
            out.marks().c2pa();
        }
    }

    /**
     * Reads a frame header (section B.2.2). Each component has fewer samples than the image has pixels, by its two
     * factors.
     */
    private void frame(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        in.u8();
        int height = in.u16();
        int width = in.u16();
        out.size(width, height);
        components = in.u8();
        int samples = 0;
        long across = 1;
        long down = 1;
        for (int i = 0; i < components; i++) {
            int factors = in.skip(1).u8();
            in.u8();
            samples += (factors >> 4) * (factors & 0xF);
            across = Math.max(across, factors >> 4);
            down = Math.max(down, factors & 0xF);
        }
        coefficients = (long) width * height * samples / (across * down);
    }

    private static void app1(RandomAccessReader in, int length, MediaMetadataBuilder out) throws IOException {
        long start = in.position();
        String head = latin1(in.atMost(Math.min(length, XMP.length())));
        if (head.startsWith(EXIF)) {
            in.seek(start + EXIF.length());
            out.orientation(Exif.read(in, length - EXIF.length(), out));
        } else if (head.equals(XMP)) {
            out.marks().xmp();
        }
    }

    /**
     * Whether the image ends. Other data may follow it, such as the video of a motion photo, so it is searched from the
     * first scan on if it is not at the end of the file. Within a scan, a zero byte follows each FF.
     */
    private static boolean hasEnd(RandomAccessReader in) throws IOException {
        long scan = in.position();
        in.seek(Math.max(scan, in.size() - TAIL));
        boolean found = latin1(in.atMost(TAIL)).contains(END_OF_IMAGE);
        in.seek(scan);
        while (!found && in.left() >= END_OF_IMAGE.length()) {
            found = latin1(in.atMost(TAIL)).contains(END_OF_IMAGE);
            // the two bytes may be in two parts
            in.skip(in.left() > 0 ? -1 : 0);
        }
        return found;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
