package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.console.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Timelines of a film of a video, a still, a missing scene, and a video without a scene. */
class TimelineCommandsIT {

    /** One film is made and copied for each test: its thumbnails take longer than a test. */
    @TempDir
    static Path made;

    private static String project = "";

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeAll
    static void makeFilm() throws IOException {
        for (Samples sample : Samples.values()) {
            sample.in(made);
        }
        Files.createDirectory(made.resolve("out"));
        Cli cli = Cli.withStore(made);
        project = cli.json("project", "create", "--title", "Hải đăng", "--language", "en")
                .get("id")
                .asString();
        cli.json("scene", "add", project, "--id", "shore", "--title", "The shore");
        cli.json("scene", "add", project, "--id", "harbour");
        cli.json("scene", "add", project, "--id", "storm", "--length", "1500ms");
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
                "shore");
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
        cli.json("scene", "update", project, "harbour", "--length", "1s");
        cli.json("line", "set", project, "shore", "--language", "en", "--text", "The lamp turns.");
        cli.json("line", "set", project, "shore", "--language", "vi", "--text", "Ngọn đèn quay.");
        Path other = Samples.VIDEO_MP4.in(made, "other.mp4", new byte[0]);
        cli.json("video", "add", other.getFileName().toString(), "--project", project, "--prompt", "The shore");
    }

    @BeforeEach
    void copyFilm() throws IOException {
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.filter(one -> !one.equals(made)).toList()) {
                Files.copy(file, folder.resolve(made.relativize(file)));
            }
        }
        cli = new Cli(folder);
    }

    private JsonNode export(String... more) {
        List<String> command = new ArrayList<>(List.of("timeline", "export", project));
        Collections.addAll(command, more);
        return cli.json(command.toArray(String[]::new));
    }

    private Cli.Result refused(String... more) {
        List<String> command = new ArrayList<>(List.of("timeline", "export", project));
        Collections.addAll(command, more);
        return cli.run(command.toArray(String[]::new));
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.resolve("out").relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private JsonNode otio(String file) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve(file)));
    }

    private static List<String> items(JsonNode track) {
        return track.get("children")
                .valueStream()
                .map(item -> item.get("OTIO_SCHEMA").asString() + " "
                        + item.get("name").asString())
                .toList();
    }

    @Test
    void takesStandInSceneOrderThenVideosWithoutAScene() throws IOException {
        JsonNode exported = export("--format", "otio", "--to", "out/film.otio");

        JsonNode tracks = otio("out/film.otio").get("tracks").get("children");
        assertThat(items(tracks.get(0)).stream().distinct())
                .contains("Clip.2 The shore", "Clip.2 harbour", "Gap.1 storm", "Clip.2 Video 1")
                .endsWith("Clip.2 harbour", "Gap.1 storm", "Clip.2 Video 1");
        assertThat(exported.get("early").valueStream().map(JsonNode::asString)).containsExactly("shore");
        assertThat(exported.get("gaps").valueStream().map(JsonNode::asString)).containsExactly("storm");
        assertThat(exported.get("languages").valueStream().map(JsonNode::asString))
                .containsExactly("en");
        assertThat(exported.get("rate").asString()).isEqualTo("24/1");
        assertThat(exported.get("clips").asInt()).isEqualTo(4);
    }

    @Test
    void mediaAndCaptionsAreNextToTheTimeline() throws IOException {
        JsonNode exported = export("--all-languages", "--to", "out/film.otio");

        assertThat(written()).contains("film.otio", "film.en.srt", "film.vi.srt");
        assertThat(Files.readString(folder.resolve("out/film.vi.srt"))).contains("00:00:00,000 --> ", "Ngọn đèn quay.");
        List<String> urls = otio("out/film.otio").findValuesAsString("target_url");
        assertThat(urls)
                .hasSize(5)
                .allSatisfy(
                        url -> assertThat(folder.resolve("out").resolve(url)).isNotEmptyFile());
        // the video without a scene has the content of the first one, and so the same file
        assertThat(exported.get("media").asInt())
                .isEqualTo(urls.stream().distinct().count());
        assertThat(urls.stream().filter(url -> url.endsWith(".mp4")))
                .allSatisfy(url ->
                        assertThat(folder.resolve("out").resolve(url)).hasBinaryContent(Samples.VIDEO_MP4.bytes()));
    }

    @ParameterizedTest
    @CsvSource({"otio", "otioz", "fcpxml", "mlt"})
    void theFormatIsThatOfTheNameAndTheSameFilmGivesTheSameBytes(String format) throws IOException {
        assertThat(export("--to", "out/film." + format).get("format").asString())
                .isEqualTo(format);
        byte[] first = Files.readAllBytes(folder.resolve("out/film." + format));
        assertThat(first[0]).isIn((byte) '{', (byte) '<', (byte) 'P');

        export("--to", "out/film." + format, "--force");
        assertThat(folder.resolve("out/film." + format)).hasBinaryContent(first);
        assertThat(written()).noneMatch(file -> file.endsWith(".part"));
    }

    @Test
    void stillsHaveTheirSize() throws IOException {
        JsonNode still =
                cli.json("image", "list", "--project", project).get("items").get(0);

        export("--to", "out/film.fcpxml");

        assertThat(Files.readString(folder.resolve("out/film.fcpxml")))
                .containsPattern("name=\"FFVideoFormatRateUndefined\" width=\"" + still.get("width") + "\" height=\""
                        + still.get("height") + "\"");
    }

    @Test
    void anOtiozHasItsContentOnTopAndItsMediaStored() throws IOException {
        export("--to", "out/film.otioz", "--all-languages");

        assertThat(written()).containsExactly("film.en.srt", "film.otioz", "film.vi.srt");
        try (ZipFile zip = new ZipFile(folder.resolve("out/film.otioz").toFile())) {
            assertThat(zip.getInputStream(zip.getEntry("version.txt")).readAllBytes())
                    .isEqualTo("1.0.0".getBytes(StandardCharsets.US_ASCII));
            JsonNode content = JsonMapper.builder()
                    .build()
                    .readTree(zip.getInputStream(zip.getEntry("content.otio")).readAllBytes());
            List<String> urls = content.findValuesAsString("target_url");
            assertThat(urls).isNotEmpty();
            for (String url : urls) {
                assertThat(url).matches("media/[A-Za-z0-9._-]+");
                assertThat(zip.getEntry(url).getMethod()).isEqualTo(ZipEntry.STORED);
                assertThat(zip.getInputStream(zip.getEntry(url)).readAllBytes()).isNotEmpty();
            }
            assertThat(zip.size()).isEqualTo(2 + (int) urls.stream().distinct().count());
        }
    }

    @Test
    void aNameOfAnotherFormatIsRemarked() {
        Cli.Result result = cli.run("timeline", "export", project, "--format", "mlt", "--to", "out/film.otio");
        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("named like otio, but its format is mlt");
    }

    @Test
    void oneLanguageOrAll() throws IOException {
        assertThat(export("--language", "vi", "--to", "out/vi.otio")
                        .get("languages")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly("vi");
        assertThat(export("--all-languages", "--to", "out/all.fcpxml")
                        .get("languages")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly("en", "vi");
        assertThat(Files.readString(folder.resolve("out/all.fcpxml")))
                .contains("audioRole=\"dialogue.en\"", "audioRole=\"dialogue.vi\"");

        Cli.Result unknown = refused("--language", "fr", "--to", "out/fr.otio");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("neither audio nor lines in fr; choose one of en, vi.");
        assertThat(refused("--language", "vi", "--all-languages", "--to", "out/x.otio")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void theRateCanBeChosen() throws IOException {
        JsonNode exported = export("--rate", "29.97", "--to", "out/film.otio");
        assertThat(exported.get("rate").asString()).isEqualTo("30000/1001");
        assertThat(Files.readString(folder.resolve("out/film.otio"))).contains("29.97002997002997");

        Cli.Result refused = refused("--rate", "16", "--to", "out/other.otio");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("24000/1001, 24, 25, 30000/1001, 30, 48, 50, 60000/1001 or 60");
    }

    @Test
    void existingFilesAreReplacedOnRequestOnly() throws IOException {
        Files.writeString(folder.resolve("out/film.en.srt"), "mine");
        Cli.Result refused = refused("--to", "out/film.otio");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("film.en.srt already exists; add --force to replace it.");
        assertThat(written()).containsExactly("film.en.srt");

        export("--to", "out/film.otio", "--force");
        assertThat(Files.readString(folder.resolve("out/film.en.srt"))).contains("The lamp turns.");
        assertThat(refused("--to", "out/film.otio").status()).isEqualTo(1);
        // another timeline uses the media that are there
        export("--to", "out/other.mlt");
    }

    /** As in a database of another program. */
    @Test
    void mediaWhoseRowsHaveNoHashAreUsedAgainToo() throws Exception {
        executeOnDatabase("UPDATE audio_generations SET content_hash = NULL");
        export("--to", "out/film.otio");
        List<String> media =
                written().stream().filter(file -> file.startsWith("media/")).toList();
        export("--to", "out/other.fcpxml");
        assertThat(written()).filteredOn(file -> file.startsWith("media/")).isEqualTo(media);

        Path audio = folder.resolve("out")
                .resolve(media.stream()
                        .filter(file -> file.endsWith(".mp3"))
                        .findFirst()
                        .orElseThrow());
        Files.writeString(audio, "mine");
        assertThat(refused("--to", "out/third.otio").err()).contains(".mp3 already exists; add --force");
        assertThat(audio).hasContent("mine");
    }

    @Test
    void aFileInPlaceOfTheFolderOfTheMediaIsRefused() throws IOException {
        Files.writeString(folder.resolve("out/media"), "mine");
        assertThat(refused("--to", "out/film.otio").err()).contains("out/media: it already exists.");
        assertThat(written()).containsExactly("media");
    }

    @Test
    void anExportThatFailsLeavesNothing() throws IOException {
        Path stored;
        try (Stream<Path> files = Files.walk(cli.storage())) {
            stored = files.filter(file -> file.toString().endsWith(".mp3"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] damaged = Files.readAllBytes(stored);
        damaged[damaged.length / 2] ^= 1;
        Files.write(stored, damaged);

        for (String format : List.of("otio", "otioz", "fcpxml", "mlt")) {
            Cli.Result refused = refused("--to", "out/film." + format);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err()).contains(".mp3");
            assertThat(folder.resolve("out")).isEmptyDirectory();
        }
    }

    @Test
    void badTargetsAreRefusedBeforeAnythingIsWritten() throws IOException {
        assertThat(refused("--to", "out/film.mov").err()).contains("add --format=otio");
        assertThat(refused("--to", "missing/film.otio").err()).contains("there is no folder");
        assertThat(refused("--format", "otio", "--to", "out").err()).contains("not a regular file");
        assertThat(refused("--format", "otio", "--to", "-").status()).isEqualTo(2);
        assertThat(refused("--format", "edl", "--to", "out/x").err()).contains("otio, otioz, fcpxml or mlt");
        assertThat(refused("--to", "out/film.mkv").err()).contains("add --mux");
        assertThat(refused("--mux", "--to", "out/film.otio").err()).contains("the format is mkv or mp4");
        assertThat(refused("--mux", "--to", "out/film").err()).contains("add --format=mkv or --format=mp4");
        assertThat(written()).isEmpty();

        String empty = cli.project("Empty");
        Cli.Result nothing = cli.run("timeline", "export", empty, "--to", "out/film.otio");
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.err()).contains("has no scene that takes time");
    }

    @Test
    void peopleSeeWhatWasWrittenAndWhatIsMissing() {
        String text = cli.text("timeline", "export", project, "--to", "out/film.mlt", "--all-languages");
        assertThat(text)
                .contains("film.mlt", " frames at 24 fps", "audio     en, vi", "captions  en, vi")
                .contains("have neither a video nor an image: storm.")
                .contains("The video ends before the audio, and black follows, in: shore.")
                .doesNotContain("Nothing is heard", "stale");
    }

    @Test
    void whatIsSilentOrStaleIsTold() {
        cli.json("line", "set", project, "storm", "--language", "vi", "--text", "Bão.");
        cli.json("scene", "update", project, "shore", "--prompt", "Another shore");
        String text = cli.text("timeline", "export", project, "--to", "out/film.mlt", "--all-languages");
        assertThat(text)
                .contains("Nothing is heard, though there is a line, in: storm (vi).")
                .contains("Something that is stale is seen or heard in: shore.");
        JsonNode json = cli.json("timeline", "export", project, "--to", "out/en.mlt", "--language", "en");
        assertThat(json.get("silent")).isEmpty();
        assertThat(json.get("stale").toString()).isEqualTo("[\"shore\"]");
    }

    @Test
    void linesInALanguageWithoutAudioAreSilentToo() {
        cli.json("line", "set", project, "shore", "--language", "fr", "--text", "La lampe tourne.");
        for (String languages : List.of("--all-languages", "--language=fr")) {
            JsonNode exported = export(languages, "--to", "out/film.otio", "--force");
            assertThat(exported.get("languages").toString()).doesNotContain("fr");
            assertThat(exported.get("captionLanguages").toString()).contains("fr");
            assertThat(exported.get("silent").toString()).isEqualTo("[{\"scene\":\"shore\",\"language\":\"fr\"}]");
        }
    }

    /** As in an adopted database whose files were not imported, and before a provider is done. */
    @Test
    void scenesWhoseVideoHasNoFileInTheStoreAreListedApart() throws Exception {
        cli.json("scene", "add", project, "--id", "dawn", "--length", "1s");
        cli.json("scene", "add", project, "--id", "night");
        String shore = cli.json("video", "list", "--project", project)
                .get("items")
                .valueStream()
                .filter(video -> video.path("sceneId").asString("").equals("shore"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
        cli.json("take", "choose", project, "shore", shore);
        executeOnDatabase(
                "UPDATE veo3_video_generations SET file_path = NULL, thumb_path = NULL, content_hash = NULL,"
                        + " video_path = '/app/shore.mp4', duration_ms = 9000 WHERE id = '" + shore + "'",
                "INSERT INTO veo3_video_generations (id, profile_id, project_id, scene_id, status, created_at, updated_at)"
                        + " SELECT 'pending', profile_id, project_id, 'dawn', 'processing', created_at, updated_at"
                        + " FROM veo3_video_generations WHERE id = '" + shore + "'",
                "INSERT INTO veo3_video_generations (id, profile_id, project_id, scene_id, status, video_path, created_at, updated_at)"
                        + " SELECT 'timeless', profile_id, project_id, 'night', 'completed', '/app/night.mp4', created_at, updated_at"
                        + " FROM veo3_video_generations WHERE id = '" + shore + "'");

        JsonNode exported = export("--to", "out/film.otio");

        assertThat(exported.get("outside").toString()).isEqualTo("[\"shore\",\"night\"]");
        assertThat(exported.get("pending").toString()).isEqualTo("[\"dawn\"]");
        assertThat(exported.get("gaps").toString()).isEqualTo("[\"storm\"]");
        assertThat(exported.get("timeless").toString()).isEqualTo("[\"night\"]");
        assertThat(cli.text("timeline", "export", project, "--to", "out/film.otio", "--force"))
                .contains("its file is outside the store (adopt FILE --import-media copies it), in: shore, night.")
                .contains("it has no file yet (wait for it, and export again), in: dawn.")
                .contains("have neither a video nor an image: storm.");
    }

    private void executeOnDatabase(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void aFilmWhoseVideosAreAllOutsideTheStoreSaysSo() throws Exception {
        String adopted = cli.project("Adopted");
        executeOnDatabase(
                "INSERT INTO veo3_video_generations (id, profile_id, project_id, scene_id, status, video_path, created_at, updated_at)"
                        + " SELECT 'adopted', profile_id, id, 's1', 'completed', '/app/1.mp4', created_at, updated_at"
                        + " FROM video_projects WHERE id = '" + adopted + "'");
        assertThat(cli.run("timeline", "export", adopted, "--to", "out/film.otio")
                        .err())
                .contains("files are outside the store; adopt FILE --import-media copies them.");
    }

    /** The names of captions have to fit too: they end in {@code .en.srt}. */
    @ParameterizedTest
    @CsvSource({"otio", "otioz"})
    void namesMayBeLong(String format) {
        export("--to", "out/" + "f".repeat(240) + "." + format);
        assertThat(folder.resolve("out/" + "f".repeat(240) + "." + format)).isNotEmptyFile();
    }

    @Test
    void progressIsShownOnAScreenOnly() {
        cli.screens(Terminal.Channel.STDERR);
        Cli.Result result = cli.run("timeline", "export", project, "--to", "out/film.otio", "--json");
        assertThat(result.err()).isEmpty();
    }
}
