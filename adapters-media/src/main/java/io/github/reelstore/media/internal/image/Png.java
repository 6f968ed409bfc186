package io.github.reelstore.media.internal.image;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/** Parses PNG (W3C Portable Network Graphics, third edition): chunks of length, type, data and checksum. */
final class Png implements Parser {

    private static final int SIGNATURE = 8;
    private static final int HEADER_CHUNK = 13;
    private static final int MAX_KEYWORD = 79;

    /** That of the XMP specification, part 3, and that of ImageMagick, which writes the packet in hexadecimal. */
    private static final Set<String> XMP_KEYWORDS = Set.of("XML:com.adobe.xmp", "Raw profile type xmp");

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        out.codec("png");
        in.seek(SIGNATURE);
        while (true) {
            long length = in.u32();
            String type = in.text(4);
            long data = in.position();
            long end = data + length;
            switch (type) {
                case "IHDR" -> header(in, out);
                case "eXIf" -> out.orientation(Exif.read(in, length, out));
                // ComfyUI writes the texts of an animation into chunks of its own
                case "tEXt", "zTXt", "iTXt", "comf" -> keyword(in, length, out);
                case "caBX" -> out.marks().c2pa();
                case "IEND" -> {
                    return;
                }
                default -> {
                    if (!type.chars().allMatch(Character::isLetter)) {
                        throw MalformedMediaException.damaged("a chunk");
                    }
                }
            }
            in.seek(end + 4);
        }
    }

    private static void header(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        byte[] header = in.bytes(HEADER_CHUNK);
        CRC32 crc = new CRC32();
        crc.update("IHDR".getBytes(StandardCharsets.US_ASCII));
        crc.update(header);
        if (crc.getValue() != in.u32()) {
            throw MalformedMediaException.damaged("its header");
        }
        in.skip(-4 - HEADER_CHUNK);
        out.size(in.u32(), in.u32());
        if (in.u8() == 16) {
            out.bytesPerPixel(Long.BYTES);
        }
    }

    private static void keyword(RandomAccessReader in, long length, MediaMetadataBuilder out) throws IOException {
        String text = new String(in.atMost(Math.min(length, MAX_KEYWORD + 1)), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        if (end <= 0) {
            return;
        }
        String keyword = text.substring(0, end);
        if (XMP_KEYWORDS.contains(keyword)) {
            out.marks().xmp();
        } else {
            out.marks().text(keyword);
        }
    }
}
