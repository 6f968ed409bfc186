package io.github.reelstore.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/** Reads the colour profile of a PNG (section 11.3.2.3), which comes before the pixels. */
final class PngHints {

    private static final int SIGNATURE = 8;

    private PngHints() {}

    static void read(RandomAccessReader in, DrawingHints hints) throws IOException {
        in.seek(SIGNATURE);
        while (true) {
            long length = in.u32();
            String type = in.text(4);
            if (type.equals("iCCP") && length <= IccProfile.MAX_BYTES) {
                profile(in.bytes((int) length), in.u32(), hints);
                return;
            } else if (type.equals("IDAT") || type.equals("IEND")) {
                return;
            }
            in.skip(length + 4);
        }
    }

    private static void profile(byte[] chunk, long checksum, DrawingHints hints) throws MalformedMediaException {
        CRC32 crc = new CRC32();
        crc.update("iCCP".getBytes(StandardCharsets.ISO_8859_1));
        crc.update(chunk);
        int name = new String(chunk, StandardCharsets.ISO_8859_1).indexOf('\0');
        // the name ends with a zero, and a byte for the method of compression follows
        int start = name + 2;
        if (crc.getValue() != checksum || name < 0 || start > chunk.length) {
            throw MalformedMediaException.damaged("its colour profile");
        }
        try (InflaterInputStream inflated =
                new InflaterInputStream(new ByteArrayInputStream(chunk, start, chunk.length - start))) {
            hints.profile(inflated.readNBytes(IccProfile.MAX_BYTES));
        } catch (IOException e) {
            throw MalformedMediaException.damaged("its colour profile");
        }
    }
}
