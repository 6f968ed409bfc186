package io.github.reelstore.media.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Other programs that make media files, and draw them for comparison: ImageMagick, ffmpeg and libwebp's. */
public final class Programs {

    private final Path folder;

    /** Files with relative names are in the folder. */
    public Programs(Path folder) {
        this.folder = folder;
    }

    /** Skips the test without the programs. In CI they are installed: there the test fails if they are missing. */
    public static void require(String... programs) {
        for (String program : programs) {
            boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
            assumeTrue(found || System.getenv("CI") != null, program + " is not installed");
        }
    }

    /** Runs a program, whose arguments are separated by single spaces. */
    public void run(String command) throws IOException, InterruptedException {
        run(List.of(command.split(" ")));
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        File output = Files.createTempFile(folder, "output", ".txt").toFile();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(command.toString())
                    .isTrue();
            assertThat(process.exitValue())
                    .as(command + ": " + Files.readString(output.toPath()))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Draws a file with ImageMagick. */
    public BufferedImage drawnByImageMagick(String file, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("convert", file));
        command.addAll(List.of(options));
        command.addAll(List.of("-colorspace", "sRGB", "-depth", "8", "PNG32:drawn.png"));
        run(command);
        return Objects.requireNonNull(ImageIO.read(folder.resolve("drawn.png").toFile()));
    }
}
