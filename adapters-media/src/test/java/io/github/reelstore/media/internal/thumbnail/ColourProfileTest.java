package io.github.reelstore.media.internal.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.media.ImageThumbnailer;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.samples.Jpegs;
import io.github.reelstore.media.samples.Pictures;
import io.github.reelstore.media.samples.Profiles;
import io.github.reelstore.media.samples.Samples;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The colours of a thumbnail are those that the image's ICC profile means; a profile that cannot be used is ignored. The
 * profile of these tests swaps red and blue.
 */
class ColourProfileTest {

    private static final String ICC = "ICC_PROFILE\0";
    private static final byte[] SWAPPED = Profiles.swapped();

    private final ImageThumbnailer thumbnailer = new ImageThumbnailer(MediaConfig.DEFAULT);

    private BufferedImage thumbnail(byte[] bytes) throws IOException {
        return Pictures.of(thumbnailer
                .make(Samples.file(bytes), MediaFormat.detect(bytes).orElseThrow())
                .orElseThrow());
    }

    private static BufferedImage image(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private void assertApplied(String name, byte[] with, byte[] without) throws IOException {
        Pictures.assertAlike(name, thumbnail(with), Profiles.swapped(image(without)));
    }

    private void assertIgnored(String name, byte[] with, byte[] without) throws IOException {
        Pictures.assertAlike(name, thumbnail(with), image(without));
    }

    private static byte[] jpeg() {
        return Samples.bytes("colour.jpg");
    }

    /** A part of a profile, as a segment. */
    private static String part(int number, int count, byte[] data) {
        return ICC + (char) number + (char) count + latin1(data);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Inserts segments in this order after the start. */
    private static byte[] jpegWith(String... segments) {
        byte[] jpeg = jpeg();
        for (int i = segments.length; i > 0; i--) {
            jpeg = Jpegs.withSegment(jpeg, 0xE2, segments[i - 1]);
        }
        return jpeg;
    }

    /** Inserts a segment before the first scan. */
    private static byte[] jpegWithLate(byte[] jpeg, String segment) {
        int scan = latin1(jpeg).indexOf("\377\332");
        byte[] inserted = Jpegs.withSegment(new byte[2], 0xE2, segment);
        return joined(
                Arrays.copyOf(jpeg, scan),
                Arrays.copyOfRange(inserted, 2, inserted.length),
                Arrays.copyOfRange(jpeg, scan, jpeg.length));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] half(int which) {
        int middle = SWAPPED.length / 2;
        return which == 1 ? Arrays.copyOf(SWAPPED, middle) : Arrays.copyOfRange(SWAPPED, middle, SWAPPED.length);
    }

    @Test
    void profileOfAJpegIsApplied() throws IOException {
        assertApplied("one part", jpegWith(part(1, 1, SWAPPED)), jpeg());
        assertApplied("counted from zero", jpegWith(part(0, 1, SWAPPED)), jpeg());
        assertApplied("two parts", jpegWith(part(1, 2, half(1)), part(2, 2, half(2))), jpeg());
        assertApplied("two parts swapped", jpegWith(part(2, 2, half(2)), part(1, 2, half(1))), jpeg());
        assertApplied("behind the tables", jpegWithLate(jpeg(), part(1, 1, SWAPPED)), jpeg());
        assertApplied("a segment without a part", jpegWith(ICC, part(1, 1, SWAPPED)), jpeg());
    }

    /** Java's decoder refuses most of these images. */
    @Test
    void unusableProfileOfAJpegIsIgnored() throws IOException {
        assertIgnored("empty", jpegWith(part(1, 1, new byte[0])), jpeg());
        assertIgnored("without a number", jpegWith(ICC), jpeg());
        assertIgnored("doubled", jpegWith(part(1, 1, SWAPPED), part(1, 1, SWAPPED)), jpeg());
        assertIgnored("doubled late", jpegWithLate(jpegWith(part(1, 1, SWAPPED)), part(1, 1, SWAPPED)), jpeg());
        assertIgnored("incomplete", jpegWith(part(1, 2, half(1))), jpeg());
        assertIgnored("a part twice", jpegWith(part(1, 2, half(1)), part(1, 2, half(1))), jpeg());
        assertIgnored("cut off", jpegWith(part(1, 1, half(1))), jpeg());
        assertIgnored("no profile", jpegWith(part(1, 1, new byte[500])), jpeg());
        for (String channels : List.of("CMYK", "GRAY", "Lab ")) {
            assertIgnored(channels, jpegWith(part(1, 1, Profiles.of(channels))), jpeg());
        }
    }

    @Test
    void profileOfAGreyJpegIsAppliedIfItIsForGrey() throws IOException {
        WritableRaster samples = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 40, 30, 1, null);
        for (int i = 0; i < 40 * 30; i++) {
            samples.setSample(i % 40, i / 40, 0, 126);
        }
        byte[] grey = Jpegs.of(samples);
        assertThat(thumbnail(grey).getRGB(20, 15) & 0xFF).isBetween(125, 127);
        byte[] withColours = Jpegs.withSegment(grey, 0xE2, part(1, 1, SWAPPED));
        assertThat(thumbnail(withColours).getRGB(20, 15) & 0xFF).isBetween(125, 127);
        // half of the light looks much brighter than half of the black
        byte[] withLinear = Jpegs.withSegment(grey, 0xE2, part(1, 1, Profiles.linear(true)));
        assertThat(thumbnail(withLinear).getRGB(20, 15) & 0xFF).isBetween(185, 189);
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] typeAndData = joined(type.getBytes(StandardCharsets.ISO_8859_1), data);
        CRC32 crc = new CRC32();
        crc.update(typeAndData);
        return joined(
                ByteBuffer.allocate(4).putInt(data.length).array(),
                typeAndData,
                ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte[] pngWith(byte[] png, byte[] chunk) {
        return joined(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
    }

    private static byte[] iccp(byte[] profile) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes("name\0\0".getBytes(StandardCharsets.ISO_8859_1));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
            deflater.write(profile);
        }
        return data.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "alpha.png"})
    void profileOfAPngIsApplied(String file) throws IOException {
        byte[] png = Samples.bytes(file);
        assertApplied(file, pngWith(png, chunk("iCCP", iccp(SWAPPED))), png);
    }

    @Test
    void profileOfAPaletteIsApplied() throws IOException {
        byte[] gif = Samples.bytes("still.gif");
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image(gif), "png", png);
        assertThat(png.toByteArray()[25]).as("the type: palette").isEqualTo((byte) 3);
        assertApplied("palette", pngWith(png.toByteArray(), chunk("iCCP", iccp(SWAPPED))), png.toByteArray());
    }

    @Test
    void unusableProfileOfAPngIsIgnored() throws IOException {
        byte[] png = Samples.bytes("rgb.png");
        byte[] whole = iccp(SWAPPED);
        byte[] wrongChecksum = chunk("iCCP", whole);
        wrongChecksum[wrongChecksum.length - 1]++;
        Map<String, byte[]> chunks = Map.of(
                "empty", chunk("iCCP", new byte[0]),
                "only a name", chunk("iCCP", new byte[] {'a', 0}),
                "no end of the name", chunk("iCCP", new byte[] {'a', 'b', 'c'}),
                "not compressed", chunk("iCCP", joined(new byte[] {'a', 0, 0}, SWAPPED)),
                "cut off", chunk("iCCP", Arrays.copyOf(whole, whole.length / 2)),
                "no profile", chunk("iCCP", iccp(new byte[1000])),
                "for grey", chunk("iCCP", iccp(Profiles.linear(true))),
                "for CMYK", chunk("iCCP", iccp(Profiles.of("CMYK"))),
                "after a palette", joined(chunk("PLTE", new byte[3]), chunk("iCCP", whole)),
                "wrong checksum", wrongChecksum);
        for (Map.Entry<String, byte[]> chunk : chunks.entrySet()) {
            assertIgnored(chunk.getKey(), pngWith(png, chunk.getValue()), png);
        }
    }

    /** A WebP with a header for further chunks, and the first of these. */
    private static byte[] webpWith(byte[] webp, int flags, byte[] profile) {
        byte[] size = Arrays.copyOfRange(webp, 26, 30);
        byte[] extended = ByteBuffer.allocate(18)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("VP8X".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(10)
                .putInt(flags)
                .put((byte) (size[0] - 1))
                .put(size[1])
                .put((byte) 0)
                .put((byte) (size[2] - 1))
                .put(size[3])
                .put((byte) 0)
                .array();
        byte[] icc = ByteBuffer.allocate(8 + profile.length + (profile.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("ICCP".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(profile.length)
                .put(profile)
                .array();
        byte[] all = joined(Arrays.copyOf(webp, 12), extended, icc, Arrays.copyOfRange(webp, 12, webp.length));
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(4, all.length - 8);
        return all;
    }

    /** The decoder refuses damaged profiles, and flags whose meaning is not defined. */
    @Test
    void profileOfAWebpIsAppliedIfItCanBe() throws IOException {
        byte[] webp = Samples.bytes("lossy.webp");
        assertThat(latin1(webp).substring(12, 16)).isEqualTo("VP8 ");
        UnaryOperator<byte[]> with = profile -> webpWith(webp, 0x20, profile);
        assertApplied("WebP", with.apply(SWAPPED), webp);
        assertApplied("reserved flags", webpWith(webp, 0xFFFF01E1 & ~0x10, SWAPPED), webp);
        assertIgnored("no profile", with.apply(new byte[500]), webp);
        assertIgnored("cut off", with.apply(half(1)), webp);
        assertIgnored("empty", with.apply(new byte[0]), webp);
        assertIgnored("CMYK", with.apply(Profiles.of("CMYK")), webp);
    }
}
