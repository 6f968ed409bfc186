package io.github.reelstore.media.internal.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import io.github.reelstore.media.ImageThumbnailer;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.samples.Bytes;
import io.github.reelstore.media.samples.Jpegs;
import io.github.reelstore.media.samples.Pictures;
import io.github.reelstore.media.samples.Samples;
import io.github.reelstore.media.samples.Samples.Sample;
import io.github.reelstore.testtools.RecordedLog;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailTest {

    private final ImageThumbnailer thumbnailer = new ImageThumbnailer(MediaConfig.DEFAULT);

    @TempDir
    private Path folder;

    private Optional<Thumbnail> make(byte[] bytes) {
        return thumbnailer.make(Samples.file(bytes), MediaFormat.detect(bytes).orElseThrow());
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"3000,1000,512,171", "1000,3000,171,512", "6000,6000,512,512", "20,10,20,10", "2000,1,512,1"})
    void longestSideHas512PixelsAndASmallImageKeepsItsSize(int width, int height, int smallWidth, int smallHeight)
            throws IOException {
        BufferedImage thumbnail = Pictures.of(make(png(width, height)).orElseThrow());
        assertThat(thumbnail.getWidth()).isEqualTo(smallWidth);
        assertThat(thumbnail.getHeight()).isEqualTo(smallHeight);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "WEBP", "GIF"})
    void everySampleHasAThumbnailInItsOrientation(MediaFormat format) throws IOException {
        for (Sample sample : Samples.of(format).toList()) {
            BufferedImage thumbnail = Pictures.of(make(sample.bytes()).orElseThrow());
            assertThat(thumbnail.getWidth())
                    .as(sample.file())
                    .isEqualTo(sample.width().orElseThrow());
            assertThat(thumbnail.getHeight())
                    .as(sample.file())
                    .isEqualTo(sample.height().orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha.png", "lossless.webp"})
    void transparencyIsKept(String file) throws IOException {
        Thumbnail thumbnail = make(Samples.bytes(file)).orElseThrow();
        assertThat(thumbnail.format()).isEqualTo(MediaFormat.PNG);
        assertThat(new Color(Pictures.of(thumbnail).getRGB(5, 5), true).getAlpha())
                .isBetween(100, 150);
    }

    @Test
    void thumbnailOfAnOpaqueImageIsAJpeg() {
        assertThat(make(Samples.bytes("rgb.png")).orElseThrow().format()).isEqualTo(MediaFormat.JPEG);
    }

    /** Parameters: where the red corner, at the top left of the encoded image, is in the thumbnail. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,1,0", "3,1,1", "4,0,1", "5,0,0", "6,1,0", "7,1,1", "8,0,1"})
    void exifOrientationIsApplied(int orientation, int right, int bottom) throws IOException {
        BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 16, 16);
        graphics.dispose();
        BufferedImage shown =
                Pictures.of(make(Jpegs.withOrientation(image, orientation)).orElseThrow());
        assertThat(shown.getWidth()).isEqualTo(orientation < 5 ? 64 : 32);
        int x = right == 0 ? 4 : shown.getWidth() - 5;
        int y = bottom == 0 ? 4 : shown.getHeight() - 5;
        assertThat(new Color(shown.getRGB(x, y)).getRed()).isGreaterThan(200);
    }

    private static BufferedImage filled(int width, int height, Color colour, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    /** A single row or column used to be black. */
    @ParameterizedTest
    @CsvSource({"12000,3", "3,12000", "4097,1", "1,4097", "1,1", "9000,20"})
    void extremeShapeKeepsItsColour(int width, int height) throws IOException {
        BufferedImage blue = filled(width, height, Color.BLUE, BufferedImage.TYPE_INT_RGB);
        for (String format : List.of("png", "jpg", "gif")) {
            Pictures.assertAlike(format, Pictures.of(make(written(blue, format)).orElseThrow()), blue);
        }
    }

    /** One colour takes few bytes: 1024x768 pixels that cwebp writes into 76. */
    @Test
    void losslessWebpOfOneColourIsDrawn() throws IOException {
        byte[] flat = Bytes.hex("5249464644000000574542505650384c380000002fffc3bf000750b0c214b8ff018140b23ff90645"
                + "f43fe33ffff9cf7ffef39ffffce73ffff9cf7ffef39ffffce73ffff9cf7ffef39ffffcdf");
        BufferedImage thumbnail = Pictures.of(make(flat).orElseThrow());
        Pictures.assertAlike("webp", thumbnail, filled(1024, 768, new Color(0x3060C0), BufferedImage.TYPE_INT_RGB));
    }

    /** A row of a large image is the mean of all its rows, not of the first of each few. */
    @Test
    void rowsOfAVeryWideImageAreAveraged() throws IOException {
        BufferedImage image = filled(6000, 3, Color.BLACK, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            image.setRGB(x, 2, 0xFFFFFF);
        }
        BufferedImage thumbnail = Pictures.of(make(written(image, "png")).orElseThrow());
        assertThat(new Color(thumbnail.getRGB(100, 0)).getRed()).isBetween(83, 87);
    }

    /** Java takes grey with alpha for linear light, and would draw 187. */
    @ParameterizedTest
    @ValueSource(ints = {DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT})
    void greyWithAlphaKeepsItsBrightness(int type) throws IOException {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, Transparency.TRANSLUCENT, type);
        WritableRaster raster = model.createCompatibleWritableRaster(40, 30);
        int unit = type == DataBuffer.TYPE_BYTE ? 1 : 257;
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 40; x++) {
                raster.setPixel(x, y, new int[] {126 * unit, 200 * unit});
            }
        }
        BufferedImage thumbnail = Pictures.of(make(written(new BufferedImage(model, raster, false, null), "png"))
                .orElseThrow());
        Color shown = new Color(thumbnail.getRGB(20, 15), true);
        assertThat(shown.getRed()).isBetween(125, 127);
        assertThat(shown.getAlpha()).isEqualTo(200);
    }

    /** PNG optimisers write palettes with the opacity of each colour. */
    @ParameterizedTest
    @ValueSource(ints = {64, 65, 256})
    void paletteWithManyOpacitiesIsDrawn(int colours) throws IOException {
        byte[] ramp = new byte[colours];
        for (int i = 0; i < colours; i++) {
            ramp[i] = (byte) (255 - i);
        }
        IndexColorModel model = new IndexColorModel(8, colours, ramp, ramp, ramp, ramp);
        BufferedImage image = new BufferedImage(colours, 40, BufferedImage.TYPE_BYTE_INDEXED, model);
        for (int x = 0; x < colours; x++) {
            for (int y = 0; y < 40; y++) {
                image.getRaster().setSample(x, y, 0, x);
            }
        }
        Pictures.assertAlike("palette", Pictures.of(make(written(image, "png")).orElseThrow()), image);
    }

    /** Without a profile, the light that inks leave is multiplied. Java would draw 187 for 127. */
    @ParameterizedTest
    @CsvSource({
        "255,255,255,127,127,127,127",
        "127,127,127,255,127,127,127",
        "255,0,0,255,255,0,0",
        "200,120,40,255,200,120,40"
    })
    void cmykIsDrawnWithoutAProfile(int c, int m, int y, int k, int red, int green, int blue) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 24, 4, null);
        for (int i = 0; i < 32 * 24; i++) {
            raster.setPixel(i % 32, i / 32, new int[] {c, m, y, k});
        }
        byte[] jpeg = Jpegs.of(raster);
        BufferedImage expected = filled(32, 24, new Color(red, green, blue), BufferedImage.TYPE_INT_RGB);
        Pictures.assertAlike("CMYK", Pictures.of(make(jpeg).orElseThrow()), expected);
        // Adobe's segment, whose last byte says that the inks are not stored as colour differences
        byte[] adobe = Jpegs.withSegment(jpeg, 0xEE, "Adobe\0\144\0\0\0\0\0");
        Pictures.assertAlike("Adobe's CMYK", Pictures.of(make(adobe).orElseThrow()), expected);
    }

    /** Adobe's other way: the inks except black are stored as colour differences. */
    @Test
    void ycckIsDrawn() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 24, 4, null);
        for (int i = 0; i < 32 * 24; i++) {
            // the inks' RGB is (55, 135, 215), so that (200, 120, 40) of the light is left
            raster.setPixel(i % 32, i / 32, new int[] {120, 181, 82, 255});
        }
        byte[] jpeg = Jpegs.withSegment(Jpegs.of(raster), 0xEE, "Adobe\0\144\0\0\0\0\2");
        BufferedImage expected = filled(32, 24, new Color(200, 120, 40), BufferedImage.TYPE_INT_RGB);
        Pictures.assertAlike("YCCK", Pictures.of(make(jpeg).orElseThrow()), expected);
    }

    /** An animation may begin with a part of its canvas; the rest is transparent. */
    @Test
    void gifIsDrawnOnItsCanvas() throws IOException {
        byte[] gif = written(filled(20, 10, Color.GREEN, BufferedImage.TYPE_INT_RGB), "gif");
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 80)
                .putShort(8, (short) 40);
        int picture = new String(gif, StandardCharsets.ISO_8859_1).indexOf("\54\0\0\0\0\24\0\12\0");
        gif[picture + 1] = 40;
        gif[picture + 3] = 20;
        BufferedImage expected = new BufferedImage(80, 40, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = expected.createGraphics();
        graphics.setColor(Color.GREEN);
        graphics.fillRect(40, 20, 20, 10);
        graphics.dispose();
        Thumbnail thumbnail = make(gif).orElseThrow();
        assertThat(thumbnail.format()).isEqualTo(MediaFormat.PNG);
        assertThat(Pictures.of(thumbnail).getWidth()).isEqualTo(80);
        Pictures.assertAlike("GIF", Pictures.of(thumbnail), expected);

        // a canvas smaller than the picture shows a part of it
        gif[6] = 50;
        BufferedImage part = Pictures.of(make(gif).orElseThrow());
        assertThat(part.getWidth()).isEqualTo(50);
        assertThat(new Color(part.getRGB(49, 25), true)).isEqualTo(Color.GREEN);
    }

    @Test
    void imageOfMorePixelsThanTheLimitHasNoThumbnail() throws IOException {
        ImageThumbnailer strict = new ImageThumbnailer(new MediaConfig(99, Duration.ofSeconds(10), Optional.empty()));
        assertThat(strict.make(Samples.file(png(10, 10)), MediaFormat.PNG)).isEmpty();
        assertThat(strict.make(Samples.file(png(9, 11)), MediaFormat.PNG)).isPresent();
    }

    @Test
    void damagedImageHasNoThumbnail() {
        byte[] whole = Samples.bytes("rgb.png");
        try (RecordedLog log = new RecordedLog()) {
            assertThat(make(Arrays.copyOf(whole, 100))).isEmpty();
            assertThat(log.lines()).singleElement().asString().startsWith("FINE The image ");
        }
        assertThat(make(Arrays.copyOf(Samples.bytes("lossy.webp"), 40))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"AVIF", "HEIC", "MP3", "WAV"})
    void someFormatsHaveNoThumbnail(MediaFormat format) {
        byte[] bytes = Samples.of(format).findFirst().orElseThrow().bytes();
        assertThat(thumbnailer.make(Samples.file(bytes), format)).isEmpty();
    }

    @Test
    void withoutFfmpegVideosHaveNoThumbnailAndALimitationIsReported() {
        ImageThumbnailer without = new ImageThumbnailer(
                new MediaConfig(MediaConfig.PIXELS, MediaConfig.TIME, Optional.of(folder.resolve("ffmpeg"))));
        assertThat(without.make(Samples.file(Samples.bytes("silent.mp4")), MediaFormat.MP4))
                .isEmpty();
        assertThat(without.limitation().orElseThrow()).contains("ffmpeg");
    }

    /** Of columns or rows that differ in turn, each second is not enough. */
    @ParameterizedTest
    @CsvSource({"4100, 64", "64, 4100", "5000, 3000", "8200, 100"})
    void finePatternsOfLargeImagesAreAveraged(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, (width > height ? x : y) & 1);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        BufferedImage thumbnail = Pictures.of(thumbnailer
                .make(Samples.file(png.toByteArray()), MediaFormat.PNG)
                .orElseThrow());
        for (int x = 1; x < thumbnail.getWidth() - 1; x += 7) {
            assertThat(thumbnail.getRGB(x, thumbnail.getHeight() / 2) & 0xFF).isBetween(110, 145);
        }
    }
}
