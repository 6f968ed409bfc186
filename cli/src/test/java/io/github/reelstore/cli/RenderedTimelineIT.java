package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.reelstore.app.JavaProcess;
import io.github.reelstore.app.Samples;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** melt (Debian: {@code melt}) renders exported timelines, and ffprobe counts the frames. */
@Tag("journey")
class RenderedTimelineIT {

    /** The least volume that ffmpeg reports of 16-bit audio, in dB. */
    private static final double SILENCE = -91;

    @TempDir
    Path folder;

    private Cli cli;
    private String project;

    @BeforeEach
    void setUp() {
        for (Samples sample : Samples.values()) {
            sample.in(folder);
        }
        cli = Cli.withStore(folder);
        project = cli.json("project", "create", "--title", "Dusk", "--language", "en")
                .get("id")
                .asString();
        cli.json("scene", "add", project, "--id", "storm", "--length", "1s");
        cli.json("scene", "add", project, "--id", "shore");
        cli.json("scene", "add", project, "--id", "harbour", "--length", "1500ms");
        cli.json("video", "add", "lighthouse.mp4", "--project", project, "--prompt", "The shore", "--scene", "shore");
        cli.json(
                "audio",
                "add",
                "narration-en.mp3",
                "--project",
                project,
                "--provider",
                "tts",
                "--language",
                "en",
                "--scene",
                "shore");
        cli.json(
                "audio",
                "add",
                "narration-vi.wav",
                "--project",
                project,
                "--provider",
                "tts",
                "--language",
                "vi",
                "--scene",
                "harbour");
        cli.json(
                "image",
                "add",
                "harbour.png",
                "--project",
                project,
                "--prompt",
                "The shore",
                "--provider",
                "imagen",
                "--scene",
                "harbour");
    }

    private String run(String... command) throws IOException, InterruptedException {
        return tryToRun(Duration.ofMinutes(3), command)
                .orElseThrow(() -> new AssertionError(command[0] + " did not end"));
    }

    /** Renders a timeline. melt 7.12 sometimes does not end, so it is given a second chance. */
    private void melt(String timeline, String... consumer) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("melt", timeline, "-consumer"));
        Collections.addAll(command, consumer);
        command.add("real_time=-1");
        if (tryToRun(Duration.ofMinutes(1), command.toArray(String[]::new)).isEmpty()) {
            run(command.toArray(String[]::new));
        }
    }

    /** Returns what a program prints; empty if it was ended after the time limit. */
    private Optional<String> tryToRun(Duration limit, String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(System.getenv("CI") != null, command[0] + " is not installed");
            throw e;
        }
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                return Optional.empty();
            }
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return Optional.of(text);
    }

    private long framesOf(String file) throws IOException, InterruptedException {
        String counted = run(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "v:0",
                "-count_frames",
                "-show_entries",
                "stream=nb_read_frames",
                "-of",
                "csv=p=0",
                file);
        return Long.parseLong(counted.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"24", "23.976", "30", "29.97"})
    void meltRendersTheRightNumberOfFrames(String rate) throws Exception {
        // melt works in another folder, so that paths are relative to the file and not to that
        Files.createDirectory(folder.resolve("to"));
        JsonNode exported =
                cli.json("timeline", "export", project, "--all-languages", "--rate", rate, "--to", "to/film.mlt");

        melt("to/film.mlt", "avformat:film.mkv", "vcodec=mpeg4", "acodec=pcm_s16le");

        assertThat(framesOf("film.mkv")).isEqualTo(exported.get("frames").asLong());
    }

    @Test
    void missingScenesAreBlackAndStillsAndVideosAreSeen() throws Exception {
        JsonNode exported = cli.json("timeline", "export", project, "--to", "film.mlt");
        melt("film.mlt", "avformat:frame-%04d.png", "vcodec=png", "an=1");

        try (Stream<Path> frames = Files.list(folder)) {
            assertThat(frames.filter(file -> file.getFileName().toString().startsWith("frame-")))
                    .hasSize(exported.get("frames").asInt());
        }
        assertThat(brightness(12)).isLessThan(10);
        assertThat(brightness(24 + 12)).isGreaterThan(20);
        assertThat(brightness(exported.get("frames").asInt() - 6)).isGreaterThan(20);
    }

    /** The mean of the values of the pixels. */
    private double brightness(int frame) throws IOException {
        BufferedImage image =
                ImageIO.read(folder.resolve("frame-%04d.png".formatted(frame)).toFile());
        long sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color color = new Color(image.getRGB(x, y));
                sum += color.getRed() + color.getGreen() + color.getBlue();
            }
        }
        return sum / 3.0 / image.getHeight() / image.getWidth();
    }

    /** The type, the codec and the language of each track. */
    private List<String> tracksOf(String file) throws IOException, InterruptedException {
        return run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "stream=codec_type,codec_name:stream_tags=language",
                        "-of",
                        "csv=p=0",
                        file)
                .lines()
                .map(String::strip)
                .toList();
    }

    private void anotherSizeRateAndCodec() throws IOException, InterruptedException {
        run(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=180x320:rate=16:duration=1.3",
                "-c:v",
                "libvpx-vp9",
                "-deadline",
                "realtime",
                "-cpu-used",
                "8",
                "tall.webm");
        cli.json("scene", "add", project, "--id", "tall");
        cli.json("video", "add", "tall.webm", "--project", project, "--prompt", "Tall", "--scene", "tall");
        cli.json(
                "audio",
                "add",
                "narration-vi.wav",
                "--project",
                project,
                "--provider",
                "tts",
                "--language",
                "pt-BR",
                "--scene",
                "tall");
        cli.json(
                "audio",
                "add",
                "narration-vi.wav",
                "--project",
                project,
                "--provider",
                "tts",
                "--language",
                "zh-Hant",
                "--scene",
                "tall");
        for (String language : List.of("en", "vi", "pt-BR", "zh-Hant")) {
            cli.json("line", "set", project, "tall", "--language", language, "--text", "Line in " + language);
        }
    }

    @ParameterizedTest
    @CsvSource({"mkv, en pt-BR vi zh-Hant, subrip", "mp4, eng por vie zho, mov_text"})
    void theMuxedFilmHasATrackForEachLanguage(String format, String languages, String captions) throws Exception {
        anotherSizeRateAndCodec();
        String file = "film." + format;
        JsonNode exported = cli.json("timeline", "export", project, "--mux", "--all-languages", "--to", file);

        assertThat(framesOf(file)).isEqualTo(exported.get("frames").asLong());
        List<String> tracks = tracksOf(file);
        assertThat(tracks.get(0)).startsWith("h264,video");
        assertThat(tracks.subList(1, tracks.size()))
                .containsExactlyElementsOf(Stream.of("aac,audio,", captions + ",subtitle,")
                        .flatMap(track -> Stream.of(languages.split(" ")).map(track::concat))
                        .toList());
        // to formats without timestamps: ffmpeg complains about those of 24 frames in whole milliseconds
        assertThat(run(
                        "ffmpeg",
                        "-nostdin",
                        "-v",
                        "error",
                        "-xerror",
                        "-i",
                        file,
                        "-map",
                        "0:v",
                        "-f",
                        "rawvideo",
                        "-y",
                        "picture.raw",
                        "-map",
                        "0:a:1",
                        "-f",
                        "s16le",
                        "-y",
                        "sound.raw"))
                .isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("."))
                    .doesNotContain("media");
        }
    }

    /** The title, the handler and whether it is the default, of each audio and caption track. */
    @ParameterizedTest
    @CsvSource({"mkv, title", "mp4, handler_name"})
    void regionalFormsOfALanguageAreToldApartAndTheFirstTracksAreTheDefault(String format, String tag)
            throws Exception {
        for (String language : List.of("pt-BR", "pt-PT")) {
            cli.json(
                    "audio",
                    "add",
                    "narration-vi.wav",
                    "--project",
                    project,
                    "--provider",
                    "tts",
                    "--language",
                    language,
                    "--scene",
                    "harbour");
            cli.json("line", "set", project, "harbour", "--language", language, "--text", "Line in " + language);
        }
        cli.json("line", "set", project, "harbour", "--language", "en", "--text", "The lamp");
        String file = "film." + format;
        // all languages, though none is named
        cli.json("timeline", "export", project, "--mux", "--to", file);

        assertThat(run(
                                "ffprobe",
                                "-v",
                                "error",
                                "-show_entries",
                                "stream=codec_type:stream_tags=" + tag + ":stream_disposition=default",
                                "-of",
                                "csv=p=0",
                                file)
                        .lines()
                        .map(String::strip)
                        .skip(1))
                .containsExactly(
                        "audio,1,en",
                        "audio,0,pt-BR",
                        "audio,0,pt-PT",
                        "audio,0,vi",
                        "subtitle,1,en",
                        "subtitle,0,pt-BR",
                        "subtitle,0,pt-PT");

        cli.json("timeline", "export", project, "--mux", "--language", "vi", "--to", "vi." + format);
        assertThat(tracksOf("vi." + format))
                .filteredOn(track -> track.startsWith("aac"))
                .hasSize(1);
    }

    @Test
    void withoutFfmpegNothingIsWritten() throws Exception {
        Cli.Result refused = new Cli(folder)
                .environment("REELSTORE_MEDIA_FFMPEG", folder.resolve("missing").toString())
                .run("timeline", "export", project, "--mux", "--to", "film.mkv");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("ffmpeg cannot be started; install it");
        assertThat(folder.resolve("film.mkv")).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(".reelstore-"));
        }
    }

    /** As after Ctrl+C: ffmpeg does not run on, and the copies of all media are deleted. */
    @Test
    void aSignalLeavesNeitherFfmpegNorTemporaryFiles() throws Exception {
        Path pid = folder.resolve("pid.txt");
        Path program = Files.writeString(
                folder.resolve("ffmpeg"),
                "#!/bin/sh\necho $$ >" + pid + ".new\nmv " + pid + ".new " + pid + "\nexec sleep 600\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = JavaProcess.of(Main.class, "timeline", "export", project, "--mux", "--to", "film.mkv");
        builder.environment().put("REELSTORE_MEDIA_FFMPEG", program.toString());
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            for (int i = 0; i < 600 && !Files.exists(pid) && process.isAlive(); i++) {
                Thread.sleep(100);
            }
            assertThat(pid).as(Files.readString(folder.resolve("output.txt"))).exists();
            // SIGTERM
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(folder.resolve("film.mkv")).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(".reelstore-"));
        }
    }

    /** As builds under the LGPL do. */
    @Test
    void anFfmpegThatLacksAnEncoderIsRefused() throws Exception {
        Path program = Files.writeString(folder.resolve("ffmpeg"), """
                #!/bin/sh
                echo "[vost#0:0 @ 0x5562] Unknown encoder 'libx264'" >&2
                exit 8
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Cli.Result refused = new Cli(folder)
                .environment("REELSTORE_MEDIA_FFMPEG", program.toString())
                .run("timeline", "export", project, "--mux", "--to", "film.mkv");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("lacks an encoder, libx264 or aac; install a complete one");
        assertThat(folder.resolve("film.mkv")).doesNotExist();
    }

    @Test
    void theFirstLanguageIsHeardAndTheOthersAreMuted() throws Exception {
        cli.json("timeline", "export", project, "--all-languages", "--to", "film.mlt");
        melt("film.mlt", "avformat:film.mkv", "vcodec=mpeg4", "acodec=pcm_s16le");

        // English is heard in the second scene only, which starts after a second, Vietnamese in the last one only
        assertThat(volume("mean", "-ss", "1", "-t", "1", "-i", "film.mkv")).isGreaterThan(-40);
        assertThat(volume("max", "-sseof", "-1", "-i", "film.mkv")).isEqualTo(SILENCE);

        cli.json("timeline", "export", project, "--language", "vi", "--to", "vi.mlt");
        melt("vi.mlt", "avformat:vi.mkv", "vcodec=mpeg4", "acodec=pcm_s16le");
        assertThat(volume("max", "-ss", "1", "-t", "1", "-i", "vi.mkv")).isEqualTo(SILENCE);
        assertThat(volume("mean", "-sseof", "-1", "-i", "vi.mkv")).isGreaterThan(-40);
    }

    /** The mean or the maximum volume of a part of a film in dB. */
    private double volume(String which, String... part) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-hide_banner"));
        Collections.addAll(command, part);
        Collections.addAll(command, "-af", "volumedetect", "-f", "null", "-");
        Matcher volume =
                Pattern.compile(which + "_volume: (-?[0-9.]+) dB").matcher(run(command.toArray(String[]::new)));
        assertThat(volume.find()).isTrue();
        return Double.parseDouble(volume.group(1));
    }

    @Test
    void theCommandsOfThePageWork() throws Exception {
        cli.json("line", "set", project, "harbour", "--language", "vi", "--text", "Ngọn đèn quay.");
        List<String> lines = Files.readAllLines(Path.of("../docs/timelines.md")).stream()
                .filter(line -> line.startsWith("./reelstore "))
                .toList();
        assertThat(lines).hasSize(5);
        for (String line : lines) {
            JsonNode exported = cli.json(line.substring("./reelstore ".length())
                    .replace("PROJECT_ID", project)
                    .split(" "));
            assertThat(folder.resolve(exported.get("output").asString())).isNotEmptyFile();
        }
    }
}
