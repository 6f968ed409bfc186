package io.github.reelstore.media;

import java.io.IOException;
import java.util.Arrays;

/** RFC 9649: a RIFF file whose first chunk has the size. */
final class Webp implements Parser {

    private int orientation = Exif.UPRIGHT;

    @Override
    public void parse(Bytes in, Findings out) throws IOException {
        out.codec("webp");
        Riff.walk(in, (name, size) -> {
            if (!out.hasSize()) {
                size(name, in, out);
            }
            switch (name) {
                case "EXIF" -> exif(in, size, out);
                case "XMP " -> out.mark(Findings.XMP);
                case "C2PA" -> out.mark(Findings.C2PA);
                default -> {}
            }
            return size;
        });
    }

    /** How the image is to be turned, once it has been parsed. */
    int orientation() {
        return orientation;
    }

    private static void size(String name, Bytes in, Findings out) throws IOException {
        switch (name) {
            case "VP8X" -> {
                in.u32le();
                out.size(in.u24le() + 1L, in.u24le() + 1L);
            }
            case "VP8L" -> {
                if (in.u8() != 0x2F) {
                    throw Unreadable.damaged("its header");
                }
                long bits = in.u32le();
                out.size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
            }
            case "VP8 " -> {
                // RFC 6386, section 9.1: three bytes of frame tag and the start code
                in.u24();
                if (in.u24() != 0x9D012A) {
                    throw Unreadable.damaged("its header");
                }
                out.size(in.u16le() & 0x3FFF, in.u16le() & 0x3FFF);
            }
            default -> {}
        }
    }

    private void exif(Bytes in, long size, Findings out) throws IOException {
        byte[] exif = in.atMost(Math.min(size, Exif.MOST_BYTES));
        // some write the mark that JPEG has before it
        boolean marked = exif.length > 6 && exif[0] == 'E';
        orientation = Exif.orientation(marked ? Arrays.copyOfRange(exif, 6, exif.length) : exif);
        out.turned(Exif.isTurned(orientation));
    }
}
