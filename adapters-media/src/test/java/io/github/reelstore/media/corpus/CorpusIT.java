package io.github.reelstore.media.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.media.ImageThumbnailer;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report about a small folder of files that ffmpeg makes. */
@Tag("large")
class CorpusIT {

    @TempDir
    private Path folder;

    private final MediaProbe probe = new ParsingProbe(MediaConfig.DEFAULT);
    private final Thumbnailer thumbnailer = new ImageThumbnailer(MediaConfig.DEFAULT);

    @BeforeEach
    void makeFiles() throws IOException {
        Optional<Program> ffmpeg = Program.find("ffmpeg");
        assumeTrue(ffmpeg.isPresent() || System.getenv("CI") != null, "ffmpeg is not installed");
        Files.createDirectory(folder.resolve("deep"));
        make(ffmpeg.orElseThrow(), "deep/tone.wav", "-f", "lavfi", "-i", "sine=d=1");
        make(ffmpeg.orElseThrow(), "tone.mp3", "-f", "lavfi", "-i", "sine=d=1");
        make(ffmpeg.orElseThrow(), "still.png", "-f", "lavfi", "-i", "testsrc2=s=320x240", "-frames:v", "1");
        make(
                ffmpeg.orElseThrow(),
                "film.mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x240:d=1",
                "-pix_fmt",
                "yuv420p",
                "-c:v",
                "libx264");
        Files.writeString(folder.resolve("page.jpg"), "<html>not found");
        Files.writeString(folder.resolve("README.md"), "not media");
    }

    private void make(Program ffmpeg, String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-v", "error"));
        arguments.addAll(Arrays.asList(options));
        arguments.add(folder.resolve(name).toString());
        assertThat(ffmpeg.run(arguments).refusal()).isEmpty();
    }

    private Report report(MediaProbe read, Thumbnailer draw, Tools tools, Map<String, String> excluded)
            throws IOException {
        return new Corpus(read, draw, tools).read(folder, excluded);
    }

    @Test
    void rightValuesAreNotWrongAndTheReportIsTheSameAgain() throws IOException {
        Report report = report(probe, thumbnailer, Tools.find(), Map.of());
        assertThat(report.files()).isEqualTo(4);
        assertThat(report.missed()).as(report.toString()).isZero();
        assertThat(report.toString())
                .contains("| PNG | 1 | 1 |", "| MP4 | 1 | 1 |", "| WAV | 1 | 0 |", "| an HTML page | 1 | page.jpg |")
                .doesNotContain("README.md");
        assertThat(report(probe, thumbnailer, Tools.find(), Map.of())).hasToString(report.toString());
    }

    @Test
    void wrongLengthsAndThumbnailsAreListedUnlessTheFileIsExcluded() throws IOException {
        MediaProbe wrong = (file, format) -> twiceAsLong(probe.probe(file, format));
        Report report = report(wrong, new Blind(thumbnailer), Tools.find(), Map.of("tone.mp3", "for a reason"));
        assertThat(report.missed()).as(report.toString()).isEqualTo(3);
        assertThat(section(report, "Wrong: "))
                .contains("| deep/tone.wav | WAV | length | 2000 | 1000 |", "| film.mp4 | MP4 | thumbnail | missing |")
                .doesNotContain("tone.mp3");
        assertThat(section(report, "The same of damaged and excluded files")).contains("tone.mp3", "for a reason");
    }

    @Test
    void inputsOfFuzzersAreOnlyCheckedForExceptions() throws IOException {
        Files.createDirectory(folder.resolve("fuzzing"));
        Path cut = folder.resolve("fuzzing/cut.png");
        byte[] whole = Files.readAllBytes(folder.resolve("still.png"));
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        Report report = report(probe, thumbnailer, Tools.find(), Map.of());
        assertThat(report.missed()).as(report.toString()).isZero();
        assertThat(report.toString()).contains("exception: 1\n").doesNotContain("cut.png");
    }

    /** ImageMagick warns of a wrong checksum, and draws the picture. */
    @Test
    void warningOfADecoderIsNoDamage() throws IOException {
        byte[] png = Files.readAllBytes(folder.resolve("still.png"));
        // a chunk with a wrong checksum that is not needed
        byte[] chunk = {0, 0, 0, 1, 't', 'E', 'X', 't', 'x', 0, 0, 0, 0};
        byte[] warned = new byte[png.length + chunk.length];
        System.arraycopy(png, 0, warned, 0, 33);
        System.arraycopy(chunk, 0, warned, 33, chunk.length);
        System.arraycopy(png, 33, warned, 33 + chunk.length, png.length - 33);
        Files.write(folder.resolve("warned.png"), warned);
        Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, 60));
        Report report = report(probe, new Blind(thumbnailer), Tools.find(), Map.of());
        assertThat(section(report, "Wrong: ")).contains("| warned.png | PNG | thumbnail | missing |");
        assertThat(section(report, "The same of damaged and excluded files"))
                .contains("cut.png", "damaged: ")
                .doesNotContain("warned.png");
    }

    @Test
    void exceptionIsListed() throws IOException {
        MediaProbe broken = (file, format) -> {
            throw new IllegalStateException("broken");
        };
        Report report = report(broken, thumbnailer, Tools.NONE, Map.of());
        assertThat(report.missed()).isEqualTo(4);
        assertThat(section(report, "Wrong: "))
                .contains("| film.mp4 | MP4 | exception | java.lang.IllegalStateException: broken |");
    }

    @Test
    void withoutOtherProgramsTheFilesAreCountedAndTheMissingProgramsNamed() throws IOException {
        Report report = report(probe, thumbnailer, Tools.NONE, Map.of());
        assertThat(report.files()).isEqualTo(4);
        assertThat(report.missed()).isZero();
        assertThat(report.toString()).contains("Not installed: ffprobe, mediainfo, exiftool, ImageMagick, ffmpeg");
    }

    private static String section(Report report, String title) {
        return Arrays.stream(report.toString().split("\n\n"))
                .dropWhile(paragraph -> !paragraph.startsWith(title))
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    private static MediaMetadata twiceAsLong(MediaMetadata metadata) {
        return new MediaMetadata(
                metadata.format(),
                metadata.width(),
                metadata.height(),
                metadata.durationMs().map(ms -> 2 * ms),
                metadata.sampleRate(),
                metadata.channels(),
                metadata.bitrate(),
                metadata.codecs(),
                metadata.provenance(),
                metadata.warnings());
    }

    /** Makes no thumbnails of formats of which it could. */
    private record Blind(Thumbnailer able) implements Thumbnailer {

        @Override
        public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
            return Optional.empty();
        }

        @Override
        public boolean supports(MediaFormat format) {
            return able.supports(format);
        }
    }
}
