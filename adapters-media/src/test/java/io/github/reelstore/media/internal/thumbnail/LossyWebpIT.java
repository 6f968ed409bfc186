package io.github.reelstore.media.internal.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.media.ImageThumbnailer;
import io.github.reelstore.media.MediaConfig;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lossy WebP images, whose blocks are predicted from each other: an error in one spreads over the image. */
class LossyWebpIT {

    private final ImageThumbnailer thumbnailer = new ImageThumbnailer(MediaConfig.DEFAULT);

    @TempDir
    private Path folder;

    /** At levels 0 and 1 the encoder also predicts the first block, from what is outside of the image. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6})
    void thumbnailHasThePixelsThatFfmpegDecodes(int level) throws Exception {
        assumeTrue(thumbnailer.limitation().isEmpty() || System.getenv("CI") != null, "ffmpeg is not installed");
        ffmpeg("-f lavfi -i mandelbrot=s=160x120 -frames:v 1 -c:v libwebp -q:v 50 -compression_level " + level
                + " image.webp");
        ffmpeg("-i image.webp decoded.png");

        BufferedImage thumbnail = thumbnail(folder.resolve("image.webp"));

        BufferedImage decoded = Objects.requireNonNull(
                ImageIO.read(folder.resolve("decoded.png").toFile()));
        assertThat(meanDifference(thumbnail, decoded)).isLessThan(6);
    }

    private void ffmpeg(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private BufferedImage thumbnail(Path file) throws IOException {
        try (InputStream stream =
                thumbnailer.make(MediaBytes.of(file), MediaFormat.WEBP).orElseThrow().source().stream()
                        .open()) {
            return Objects.requireNonNull(ImageIO.read(stream));
        }
    }

    /** The mean difference of a channel of a pixel, of 255. */
    private static double meanDifference(BufferedImage actual, BufferedImage expected) {
        assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
        assertThat(actual.getHeight()).isEqualTo(expected.getHeight());
        long sum = 0;
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                Color first = new Color(actual.getRGB(x, y));
                Color second = new Color(expected.getRGB(x, y));
                sum += Math.abs(first.getRed() - second.getRed())
                        + Math.abs(first.getGreen() - second.getGreen())
                        + Math.abs(first.getBlue() - second.getBlue());
            }
        }
        return sum / (3.0 * expected.getWidth() * expected.getHeight());
    }
}
