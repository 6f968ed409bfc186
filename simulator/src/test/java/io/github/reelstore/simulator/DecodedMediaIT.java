package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ffmpeg decodes the media without a complaint. */
class DecodedMediaIT {

    @ParameterizedTest
    @CsvSource({"image, png", "image [fault:jpeg-as-png], jpg", "audio, wav", "video, mp4"})
    void ffmpegDecodesTheMedia(String prompt, String extension, @TempDir Path folder) throws Exception {
        try (Simulator simulator = Simulator.start(Requests.quick())) {
            RawHttp http = RawHttp.to(simulator);
            String url = Requests.result(
                    http,
                    switch (extension) {
                        case "wav" -> Requests.audio(prompt, "en");
                        case "mp4" -> Requests.video(prompt);
                        default -> Requests.image(prompt);
                    });
            Path file = folder.resolve("result." + extension);
            Files.write(file, http.get(url).expect(200).body());
            Process process = ffmpeg(file);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).isEmpty();
        }
    }

    private static Process ffmpeg(Path file) throws IOException {
        try {
            return new ProcessBuilder("ffmpeg", "-v", "error", "-xerror", "-i", file.toString(), "-f", "null", "-")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(System.getenv("CI") != null, "ffmpeg is not installed");
            throw e;
        }
    }
}
