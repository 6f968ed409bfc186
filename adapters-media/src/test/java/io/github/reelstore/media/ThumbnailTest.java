package io.github.reelstore.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import io.github.reelstore.media.Samples.Sample;
import io.github.reelstore.testtools.RecordedLog;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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

    private static BufferedImage image(Thumbnail thumbnail) throws IOException {
        try (InputStream stream = thumbnail.source().stream().open()) {
            byte[] bytes = stream.readAllBytes();
            assertThat(MediaFormat.detect(bytes)).contains(thumbnail.format());
            return ImageIO.read(new ByteArrayInputStream(bytes));
        }
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
        BufferedImage thumbnail = image(make(png(width, height)).orElseThrow());
        assertThat(thumbnail.getWidth()).isEqualTo(smallWidth);
        assertThat(thumbnail.getHeight()).isEqualTo(smallHeight);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "WEBP", "GIF"})
    void everySampleHasAThumbnailInItsOrientation(MediaFormat format) throws IOException {
        for (Sample sample : Samples.of(format).toList()) {
            BufferedImage thumbnail = image(make(sample.bytes()).orElseThrow());
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
        assertThat(new Color(image(thumbnail).getRGB(5, 5), true).getAlpha()).isBetween(100, 150);
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
                image(make(Jpegs.withOrientation(image, orientation)).orElseThrow());
        assertThat(shown.getWidth()).isEqualTo(orientation < 5 ? 64 : 32);
        int x = right == 0 ? 4 : shown.getWidth() - 5;
        int y = bottom == 0 ? 4 : shown.getHeight() - 5;
        assertThat(new Color(shown.getRGB(x, y)).getRed()).isGreaterThan(200);
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
}
