package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * Reads what a PNG says about its colours before the pixels: its profile (section 11.3.2.3), or without one its gamma,
 * unless another chunk says that the colours are sRGB; and the transparent sample of an image of few greys. As in libpng,
 * profile and gamma do not count if they come after the palette (section 5.6).
 */
final class PngHints {

    private static final int SIGNATURE = 8;

    private PngHints() {}

    static void read(RandomAccessReader in, DrawingHints hints) throws IOException {
        in.seek(SIGNATURE);
        long gamma = 0;
        boolean known = false;
        boolean late = false;
        int greyBits = 0;
        while (true) {
            long length = in.u32();
            String type = in.text(4);
            long end = in.position() + length + 4;
            switch (type) {
                case "IHDR" -> greyBits = greyBits(in.skip(8));
                case "iCCP" -> {
                    if (!known && !late && length <= IccProfile.MAX_BYTES) {
                        Optional<byte[]> profile = profile(in.bytes((int) length), in.u32());
                        profile.ifPresent(hints::profile);
                        known = profile.isPresent();
                    }
                }
                case "sRGB", "cICP" -> known |= !late;
                case "gAMA" -> gamma = late ? gamma : in.u32();
                case "PLTE" -> late = true;
                case "tRNS" -> {
                    if (greyBits > 0 && greyBits < 8) {
                        transparent((1 << greyBits) - 1, in, hints);
                    }
                }
                case "IDAT", "IEND" -> {
                    hints.gamma(known ? 0 : gamma);
                    return;
                }
                default -> {}
            }
            in.seek(end);
        }
    }

    /** The decoder compares the transparent sample with those that it has already scaled to 8 bits. */
    private static void transparent(int max, RandomAccessReader in, DrawingHints hints) throws IOException {
        long position = in.position();
        int sample = in.u16() & max;
        hints.replace(position, 0);
        hints.replace(position + 1, sample * 255 / max);
    }

    /** The bits of a sample, if the image is grey without alpha; else 0. */
    private static int greyBits(RandomAccessReader in) throws IOException {
        int bits = in.u8();
        return in.u8() == 0 ? bits : 0;
    }

    /** The profile; empty if it is damaged, so that the other chunks still count. */
    private static Optional<byte[]> profile(byte[] chunk, long checksum) {
        CRC32 crc = new CRC32();
        crc.update("iCCP".getBytes(StandardCharsets.ISO_8859_1));
        crc.update(chunk);
        int name = new String(chunk, StandardCharsets.ISO_8859_1).indexOf('\0');
        // the name ends with a zero, and a byte for the method of compression follows
        int start = name + 2;
        if (crc.getValue() != checksum || name < 0 || start > chunk.length) {
            return Optional.empty();
        }
        try (InflaterInputStream inflated =
                new InflaterInputStream(new ByteArrayInputStream(chunk, start, chunk.length - start))) {
            return Optional.of(inflated.readNBytes(IccProfile.MAX_BYTES));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
