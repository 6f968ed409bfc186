package io.github.reelstore.media.internal.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.media.ImageThumbnailer;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.samples.Pictures;
import io.github.reelstore.media.samples.Samples;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Thumbnails of PNG images whose samples have another gamma than a screen, or of which one is transparent. */
class PngColoursTest {

    private static final int SAMPLE = 128;
    private static final int IHDR_END = 33;

    private static BufferedImage filled(BufferedImage image, Color color) {
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
        return image;
    }

    private static BufferedImage grey(int type) {
        BufferedImage image = new BufferedImage(32, 32, type);
        for (int i = 0; i < 32 * 32; i++) {
            for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                image.getRaster().setSample(i % 32, i / 32, band, band == 3 ? 255 : SAMPLE);
            }
        }
        return image;
    }

    static List<BufferedImage> images() {
        byte[] levels = {0, (byte) SAMPLE};
        IndexColorModel palette = new IndexColorModel(1, 2, levels, levels, levels);
        BufferedImage indexed = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_BINARY, palette);
        return List.of(
                grey(BufferedImage.TYPE_BYTE_GRAY),
                grey(BufferedImage.TYPE_3BYTE_BGR),
                grey(BufferedImage.TYPE_4BYTE_ABGR),
                filled(indexed, new Color(SAMPLE, SAMPLE, SAMPLE)));
    }

    private static byte[] png(BufferedImage image, byte[]... chunks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        byte[] png = out.toByteArray();
        ByteArrayOutputStream with = new ByteArrayOutputStream();
        with.write(png, 0, IHDR_END);
        Stream.of(chunks).forEach(with::writeBytes);
        with.write(png, IHDR_END, png.length - IHDR_END);
        return with.toByteArray();
    }

    private static byte[] chunk(String type, byte... content) {
        ByteBuffer chunk = ByteBuffer.allocate(content.length + 12);
        chunk.putInt(content.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(content);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, content.length + 4);
        return chunk.putInt((int) crc.getValue()).array();
    }

    /** A grey PNG of 32x32 pixels: the left half has the sample, the right half is black. */
    private static byte[] halves(int bits, int sample, byte[] chunk) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(32).putInt(32).put((byte) bits);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(pixels)) {
            for (int y = 0; y < 32; y++) {
                byte[] row = new byte[1 + 4 * bits];
                for (int x = 0; x < 16; x++) {
                    row[1 + x * bits / 8] |= (byte) (sample << (8 - bits - x * bits % 8));
                }
                packed.write(row);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes("\211PNG\r\n\32\n".getBytes(StandardCharsets.ISO_8859_1));
        png.writeBytes(chunk("IHDR", header.array()));
        png.writeBytes(chunk);
        png.writeBytes(chunk("IDAT", pixels.toByteArray()));
        png.writeBytes(chunk("IEND"));
        return png.toByteArray();
    }

    private static byte[] gamma(int number) {
        return chunk("gAMA", ByteBuffer.allocate(4).putInt(number).array());
    }

    private static int shown(byte[] png) throws IOException {
        ImageThumbnailer thumbnailer = new ImageThumbnailer(MediaConfig.DEFAULT);
        return new Color(Pictures.of(thumbnailer
                                .make(Samples.file(png), MediaFormat.PNG)
                                .orElseThrow())
                        .getRGB(16, 16))
                .getGreen();
    }

    /** Parameters: the gamma in the chunk, and 255 * (128 / 255) ^ (1 / (2.2 * gamma)). */
    @ParameterizedTest
    @CsvSource({"100000,186", "55000,144", "45455,128", "44000,128", "20000,53", "0,128", "-1,128"})
    void samplesAreShownByTheirGamma(int gamma, int expected) throws IOException {
        assertThat(shown(png(grey(BufferedImage.TYPE_3BYTE_BGR), gamma(gamma)))).isBetween(expected - 2, expected + 2);
    }

    @Test
    void gammaAfterThePaletteDoesNotCount() throws IOException {
        byte[] palette = chunk("PLTE", new byte[3]);
        BufferedImage grey = grey(BufferedImage.TYPE_3BYTE_BGR);
        assertThat(shown(png(grey, palette, gamma(100_000)))).isEqualTo(shown(png(grey)));
        assertThat(shown(png(grey, gamma(100_000), palette))).isEqualTo(shown(png(grey, gamma(100_000))));
    }

    @ParameterizedTest
    @MethodSource("images")
    void gammaIsAppliedToEachKindOfSamples(BufferedImage image) throws IOException {
        assertThat(shown(png(image))).isBetween(SAMPLE - 2, SAMPLE + 2);
        assertThat(shown(png(image, gamma(100_000)))).isBetween(184, 188);
    }

    /** Java's decoder does it right only with 8 and 16 bits. Only the lowest bits of the chunk's number count. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "2,1", "4,15", "4,5", "4,245"})
    void greyThatIsTransparentIsNotDrawn(int bits, int sample) throws IOException {
        int transparent = sample & ((1 << bits) - 1);
        byte[] png = halves(bits, transparent, chunk("tRNS", (byte) 0, (byte) sample));
        BufferedImage thumbnail = Pictures.of(new ImageThumbnailer(MediaConfig.DEFAULT)
                .make(Samples.file(png), MediaFormat.PNG)
                .orElseThrow());
        assertThat(new Color(thumbnail.getRGB(8, 16), true).getAlpha()).isZero();
        assertThat(new Color(thumbnail.getRGB(24, 16), true)).isEqualTo(Color.BLACK);
    }

    /** Decoders ignore it; the chunks behind it count. */
    @Test
    void damagedProfileHidesNeitherGammaNorTransparency() throws IOException {
        byte[] damaged = chunk("iCCP", (byte) 'a', (byte) 0, (byte) 0, (byte) 1);
        BufferedImage image = grey(BufferedImage.TYPE_3BYTE_BGR);
        assertThat(shown(png(image, damaged, gamma(100_000)))).isBetween(184, 188);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes(damaged);
        chunks.writeBytes(chunk("tRNS", (byte) 0, (byte) 5));
        BufferedImage thumbnail = Pictures.of(new ImageThumbnailer(MediaConfig.DEFAULT)
                .make(Samples.file(halves(4, 5, chunks.toByteArray())), MediaFormat.PNG)
                .orElseThrow());
        assertThat(new Color(thumbnail.getRGB(8, 16), true).getAlpha()).isZero();
    }

    @Test
    void gammaIsNotAppliedIfTheColoursAreSrgb() throws IOException {
        BufferedImage image = grey(BufferedImage.TYPE_3BYTE_BGR);
        byte[] srgb = chunk("sRGB", (byte) 0);
        byte[] coded = chunk("cICP", (byte) 1, (byte) 13, (byte) 0, (byte) 1);
        assertThat(shown(png(image, gamma(100_000), srgb))).isBetween(SAMPLE - 2, SAMPLE + 2);
        assertThat(shown(png(image, srgb, gamma(100_000)))).isBetween(SAMPLE - 2, SAMPLE + 2);
        assertThat(shown(png(image, gamma(100_000), coded))).isBetween(SAMPLE - 2, SAMPLE + 2);
    }
}
