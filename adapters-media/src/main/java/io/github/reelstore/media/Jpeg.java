package io.github.reelstore.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Parses JPEG (ITU-T T.81, annex B): segments up to the first scan, each with a marker and most with a length. */
final class Jpeg implements Parser {

    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int APP1 = 0xE1;
    private static final int APP11 = 0xEB;
    private static final String EXIF = "Exif\0\0";

    /**
     * The number of bytes at the end of the file in which the end of the image is searched; other data may follow it.
     */
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
        in.seek(2);
        for (int marker = marker(in); marker != SCAN; marker = marker(in)) {
            if (marker == END) {
                throw MalformedMediaException.ends();
            }
            if (hasLength(marker)) {
                int length = in.u16() - 2;
                if (length < 0) {
                    throw MalformedMediaException.damaged("a segment");
                }
                long end = in.position() + length;
                segment(marker, length, in, out);
                in.seek(end);
            }
        }
        if (progressive || in.skip(2).u8() < components) {
            // the decoder keeps all coefficients, which several scans complete
            out.decoderBytes(coefficients * BYTES_PER_COEFFICIENT);
        }
        if (!endsWithin(in)) {
            out.endsEarly();
        }
    }

    /** Reads a marker, which any number of FF bytes may precede. */
    private static int marker(RandomAccessReader in) throws IOException {
        if (in.u8() != 0xFF) {
            throw MalformedMediaException.damaged("a marker");
        }
        int marker = in.u8();
        while (marker == 0xFF) {
            marker = in.u8();
        }
        return marker;
    }

    static boolean hasLength(int marker) {
        return marker != 0x01 && (marker < 0xD0 || marker > END);
    }

    private void segment(int marker, int length, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        if (isFrame(marker)) {
            frame(in, out);
            progressive = (marker & 3) == 2;
        } else if (marker == APP1) {
            app1(in.bytes(length), out);
        } else if (marker == APP11
                && latin1(in.atMost(Math.min(length, BOX_HEAD))).contains("c2pa")) {
            // JUMBF (ISO/IEC 19566-5), which contains C2PA if its description says so
            out.mark(MediaMetadataBuilder.C2PA);
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

    /** Whether the marker is SOF0 to SOF15; the markers of tables in that range are excluded. */
    static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private void app1(byte[] segment, MediaMetadataBuilder out) {
        String text = latin1(segment);
        if (text.startsWith(EXIF)) {
            out.orientation(Exif.orientation(Arrays.copyOfRange(segment, EXIF.length(), segment.length)));
        } else if (text.startsWith("http://ns.adobe.com/xap/1.0/\0")) {
            out.mark(MediaMetadataBuilder.XMP);
        }
    }

    private static boolean endsWithin(RandomAccessReader in) throws IOException {
        in.seek(Math.max(in.position(), in.size() - TAIL));
        return latin1(in.atMost(TAIL)).contains("\377\331");
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
