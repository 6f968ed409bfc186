package io.github.reelstore.media.internal.image;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import io.github.reelstore.media.internal.reader.Riff;
import java.io.IOException;

/** Parses WebP (RFC 9649): a RIFF file whose first chunk contains the size. */
final class Webp implements Parser {

    /** The length of a frame's header, before its chunks: position, size and duration. */
    private static final int FRAME_HEAD = 16;

    private long width;
    private long height;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        out.codec("webp");
        Riff.walk(in, (name, size) -> {
            switch (name) {
                case "VP8X" -> {
                    in.u32le();
                    size(in.u24le() + 1L, in.u24le() + 1L, out);
                }
                // decoded as a plane of its own
                case "ALPH" -> out.bytesPerPixel(Integer.BYTES + 1);
                case "ANMF" -> frame(in, size, out);
                case "VP8 ", "VP8L" -> bitstream(name, in, out);
                case "EXIF" -> exif(in, size, out);
                case "XMP " -> out.marks().xmp();
                case "C2PA" -> out.marks().c2pa();
                default -> {}
            }
            return size;
        });
    }

    private void frame(RandomAccessReader in, long size, MediaMetadataBuilder out) throws IOException {
        long end = in.position() + size;
        in.skip(FRAME_HEAD);
        while (end - in.position() >= 8) {
            String name = in.text(4);
            long length = in.u32le();
            long data = in.position();
            if (name.startsWith("VP8")) {
                bitstream(name, in, out);
            }
            in.seek(data + length + (length & 1));
        }
    }

    private void bitstream(String name, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        if (name.equals("VP8L")) {
            if (in.u8() != 0x2F) {
                throw MalformedMediaException.damaged("its header");
            }
            long bits = in.u32le();
            size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, out);
        } else {
            // RFC 6386, section 9.1: three bytes of frame tag and the start code
            in.u24();
            if (in.u24() != 0x9D012A) {
                throw MalformedMediaException.damaged("its header");
            }
            size(in.u16le() & 0x3FFF, in.u16le() & 0x3FFF, out);
        }
    }

    /**
     * Sets the size. The first size is the one of the image; a larger image in the file is rejected, because it would
     * be decoded in full.
     */
    private void size(long across, long down, MediaMetadataBuilder out) throws MalformedMediaException {
        if (!out.hasSize()) {
            width = across;
            height = down;
            out.size(across, down);
            out.decoderBytes(across * down * Integer.BYTES);
        } else if (across > width || down > height) {
            throw MalformedMediaException.damaged("the size of a picture in it");
        }
    }

    private static void exif(RandomAccessReader in, long size, MediaMetadataBuilder out) throws IOException {
        long start = in.position();
        // some programs write JPEG's marker before it
        boolean marked =
                size >= Jpeg.EXIF.length() && in.text(Jpeg.EXIF.length()).equals(Jpeg.EXIF);
        in.seek(start + (marked ? Jpeg.EXIF.length() : 0));
        out.orientation(Exif.read(in, size - (in.position() - start), out));
    }
}
