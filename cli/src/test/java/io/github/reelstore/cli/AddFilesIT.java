package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code image add}, {@code audio add} and {@code video add} with many files. */
class AddFilesIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private Cli cli;
    private String project;

    @BeforeEach
    void createProject() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    private void image(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Samples.LIGHTHOUSE_PNG.in(folder, name, name.getBytes(StandardCharsets.UTF_8));
    }

    private Result add(String... arguments) {
        List<String> all = new ArrayList<>(List.of("image", "add", "--project", project, "--provider", "p"));
        all.addAll(List.of(arguments));
        return cli.run(all.toArray(String[]::new));
    }

    private static List<JsonNode> lines(Result result) {
        return result.out().lines().map(JSON::readTree).toList();
    }

    private List<JsonNode> stored(String list) {
        return cli.json(list, "list", "--limit", "1000").get("items").values().stream()
                .toList();
    }

    @Test
    void severalFilesAreStoredInOrder() throws IOException {
        image("b.png");
        image("a.png");

        Result result = add("b.png", "a.png");

        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        List<String> ids =
                stored("image").stream().map(row -> row.get("id").asString()).toList();
        assertThat(result.out().lines())
                .containsExactly(ids.get(1) + "  b.png", ids.get(0) + "  a.png", "Stored 2 images.");
    }

    @Test
    void aRefusedFileIsReportedAndTheOthersAreStored() throws IOException {
        image("a.png");
        image("c.png");
        Files.writeString(folder.resolve("b.txt"), "words");
        Files.createDirectory(folder.resolve("d"));

        Result result = add("a.png", "b.txt", "none.png", "d", "c.png");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).endsWith("Stored 2 images, refused 3 files.\n").hasLineCount(3);
        assertThat(result.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("refused  b.txt: ")
                                .contains("; an image must have one of these formats: "),
                        line -> assertThat(line)
                                .startsWith("refused  none.png: ")
                                .contains("does not exist"),
                        line -> assertThat(line).startsWith("refused  d: ").contains("is a folder"));
        assertThat(stored("image")).hasSize(2);
    }

    @Test
    void jsonLinesHasAResultForEachFile() throws IOException {
        image("a.png");
        Files.writeString(folder.resolve("b.txt"), "words");

        Result result = add("a.png", "b.txt", "--json-lines");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        List<JsonNode> lines = lines(result);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).propertyNames()).containsExactly("file", "row");
        assertThat(lines.get(0).get("file").asString()).isEqualTo("a.png");
        assertThat(lines.get(0).get("row")).isEqualTo(stored("image").get(0));
        assertThat(lines.get(1).propertyNames()).containsExactly("file", "error");
        assertThat(lines.get(1).get("error").get("type").asString()).isEqualTo("InvalidInput");
    }

    @Test
    void jsonIsOneValueEvenIfARunIsCutShort() throws IOException {
        image("a.png");

        Result result = add("a.png", "none.png", "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        JsonNode json = result.json();
        assertThat(json.propertyNames()).containsExactly("results", "stored", "refused");
        assertThat(json.get("results")).hasSize(2);
        assertThat(json.get("stored").asInt()).isEqualTo(1);
        assertThat(json.get("refused").asInt()).isEqualTo(1);
    }

    @Test
    void aFolderIsReadInOrderWithItsSubfolders() throws IOException {
        image("in/b/2.png");
        image("in/a.png");
        image("in/b/1.png");
        image("in/.hidden.png");
        image("in/.git/3.png");
        image("elsewhere/4.png");
        Files.createSymbolicLink(folder.resolve("in/link"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("in/linked.png"), folder.resolve("elsewhere/4.png"));

        Result result = add("in", "--recursive", "--json-lines");

        assertThat(lines(result))
                .extracting(line -> line.get("file").asString() + (line.has("row") ? "" : " refused"))
                .containsExactly("in/a.png", "in/b/1.png", "in/b/2.png", "in/link refused", "in/linked.png");
        assertThat(result.status()).isEqualTo(1);
    }

    /** Otherwise each of its images, and each thumbnail, would get a further row. */
    @Test
    void theBlobStoreIsNotAddedToItself() throws IOException {
        image("a.png");
        assertThat(add("a.png").status()).isZero();

        Result result = add(".", "--recursive", "--json-lines");

        assertThat(lines(result).stream().filter(line -> line.has("row"))).hasSize(1);
        assertThat(result.out()).contains("is a blob store");
        assertThat(stored("image")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"image, lighthouse.png", "audio, narration-en.mp3", "video, lighthouse.mp4"})
    void standardInputIsStored(String media, String sample) throws IOException {
        Path file = Samples.valueOf(
                        media.equals("image")
                                ? "LIGHTHOUSE_PNG"
                                : media.equals("audio") ? "NARRATION_EN_MP3" : "VIDEO_MP4")
                .in(folder);
        assertThat(file).hasFileName(sample);
        cli.typing(Files.readAllBytes(file));

        JsonNode row = media.equals("video")
                ? cli.json("video", "add", "-", "--project", project, "--prompt", "p")
                : cli.json(media, "add", "-", "--project", project, "--provider", "p");

        assertThat(row.get("byteSize").asLong()).isEqualTo(Files.size(file));
    }

    @Test
    void standardInputOfAFinalCutAndAPair() {
        cli.typing(Samples.VIDEO_MP4.bytes());
        assertThat(cli.json("video", "final", "-", "--project", project)
                        .get("videoPath")
                        .isNull())
                .isFalse();
        cli.typing(Samples.LIGHTHOUSE_PNG.bytes());
        assertThat(cli.json("pair", "--project", project, "--provider", "p", "--prompt", "p", "--image", "-")
                        .get("image")
                        .get("byteSize")
                        .asInt())
                .isEqualTo(Samples.LIGHTHOUSE_PNG.bytes().length);
    }

    @ParameterizedTest
    @CsvSource({"- -, FILE and FILE", "- --prompt-file -, FILE", "--list - --prompt-file -, --list"})
    void standardInputIsReadOnce(String arguments, String named) {
        Result result = add(arguments.split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("only once", named);
    }

    @Test
    void aListHasTheFieldsOfEachFile() throws IOException {
        image("a.png");
        image("b.png");
        Files.writeString(folder.resolve("list.jsonl"), """
                {"file": "a.png", "prompt": "Dusk", "seed": 18446744073709551615, "meta": {"cost": 0.10}}

                {"file": "b.png", "provider": "other", "model": null}
                """);

        Result result = add("--list", "list.jsonl", "--model", "m", "--json-lines");

        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        List<JsonNode> lines = lines(result);
        assertThat(lines).extracting(line -> line.get("line").asInt()).containsExactly(1, 3);
        JsonNode first = lines.get(0).get("row");
        assertThat(first.get("prompt").asString()).isEqualTo("Dusk");
        assertThat(first.get("provider").asString()).isEqualTo("p");
        assertThat(first.get("model").asString()).isEqualTo("m");
        assertThat(first.get("seed").asString()).isEqualTo("18446744073709551615");
        assertThat(result.out()).contains("\"cost\":0.10");
        assertThat(lines.get(1).get("row").get("provider").asString()).isEqualTo("other");
        assertThat(lines.get(1).get("row").get("model").asString()).isEqualTo("m");
    }

    @Test
    void aListOfVideosNamesTheirImagesAndAudio() {
        Samples.VIDEO_MP4.in(folder);
        String image = addOne("image", Samples.LIGHTHOUSE_PNG);
        String english = addOne("audio", Samples.NARRATION_EN_MP3, "--language", "en");
        String vietnamese = addOne("audio", Samples.NARRATION_VI_WAV, "--language", "vi");
        cli.typing(("{\"file\": \"lighthouse.mp4\", \"project\": \"%s\", \"prompt\": \"p\", \"image\": \"%s\","
                        + " \"audio\": [\"%s\", \"%s\"], \"input\": \"first_frame=%s\", \"seed\": 7,"
                        + " \"aspectRatio\": \"16:9\"}\n")
                .formatted(project, image, english, vietnamese, image));

        Result result = cli.run("video", "add", "--list", "-", "--json-lines");

        JsonNode row = lines(result).get(0).get("row");
        assertThat(row.get("imageGenerationId").asString()).isEqualTo(image);
        assertThat(row.get("audioGenerationId").asString()).isEqualTo(english);
        assertThat(row.get("aspectRatio").asString()).isEqualTo("16:9");
        assertThat(row.get("seed").asLong()).isEqualTo(7);
        assertThat(cli.text("project", "show", project, "--language", "vi"))
                .contains(row.get("id").asString());
    }

    /** Those that are stored together with it are stored. */
    @Test
    void onlyTheVideoOfAMissingImageIsRefused() {
        Samples.VIDEO_MP4.in(folder);
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            list.append("{\"file\": \"lighthouse.mp4\", \"prompt\": \"p\"")
                    .append(i == 7 ? ", \"image\": \"none\"" : "")
                    .append("}\n");
        }
        cli.typing(list.toString());

        Result result = cli.run("video", "add", "--project", project, "--list", "-", "--json-lines");

        assertThat(result.status()).isEqualTo(1);
        assertThat(lines(result)).hasSize(12).satisfies(all -> {
            assertThat(all.get(7).get("error").get("type").asString()).isEqualTo("NotFound");
            assertThat(all.get(7).get("line").asInt()).isEqualTo(8);
            assertThat(all.stream().filter(line -> line.has("row"))).hasSize(11);
        });
        assertThat(stored("video")).hasSize(11);
    }

    /** Audio of a video is stored one by one, and the other with it. */
    @Test
    void aListOfAudioNamesTheirVideos() {
        Samples.NARRATION_EN_MP3.in(folder);
        Samples.VIDEO_MP4.in(folder);
        String video = cli.json("video", "add", "lighthouse.mp4", "--project", project, "--prompt", "p")
                .get("id")
                .asString();
        cli.typing("""
                {"file": "narration-en.mp3"}
                {"file": "narration-en.mp3", "language": "en", "generation": "%1$s"}
                {"file": "narration-en.mp3", "language": "vi", "generation": "%1$s"}
                {"file": "narration-en.mp3", "language": "vi", "generation": "%1$s"}
                """.formatted(video));

        Result result = cli.run("audio", "add", "--project", project, "--provider", "p", "--list", "-", "--json-lines");

        assertThat(lines(result))
                .extracting(line -> line.has("row")
                        ? "stored"
                        : line.get("error").get("type").asString())
                .containsExactly("stored", "stored", "stored", "AlreadyExists");
        assertThat(stored("audio")).hasSize(3);
    }

    private String addOne(String media, Samples sample, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(media, "add", sample.in(folder).toString(), "--project", project, "--provider", "p"));
        arguments.addAll(List.of(more));
        return cli.json(arguments.toArray(String[]::new)).get("id").asString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "words | not one JSON object",
                "[1] | not a JSON object",
                "{\"file\": \"a.png\"} {} | not one JSON object",
                "{\"prompt\": \"p\"} | \"file\" is missing",
                "{\"file\": 1} | \"file\" must be text",
                "{\"file\": \"a.png\", \"promt\": \"p\"} | no field \"promt\"; the fields are file, project, provider, prompt",
                "{\"file\": \"a.png\", \"file\": \"a.png\"} | Duplicate",
                "{\"file\": \"a.png\", \"provider\": \" \"} | \"provider\" must not be blank",
                "{\"file\": \"a.png\", \"seed\": 1.5} | \"seed\" must be text",
                "{\"file\": \"a.png\", \"project\": \"none\"} | none",
                "{\"file\": \"a.png\", \"prompt\": \"\\u0000\"} | NUL",
                "{\"file\": \"a\\u0000.png\"} | NUL",
                "{\"file\": \"\\uD800\"} | file",
            })
    void aWrongLineIsReportedWithItsNumber(String line, String problem) throws IOException {
        image("a.png");
        image("b.png");
        cli.typing("{\"file\": \"b.png\"}\n" + line + "\r\n{\"file\": \"b.png\"}");

        Result result = add("--list", "-");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).startsWith("refused  line 2: ").hasLineCount(1).contains(problem);
        assertThat(result.out()).endsWith("Stored 2 images, refused 1 file.\n");
    }

    @Test
    void aLineThatIsNotUtf8OrTooLargeIsRefused() throws IOException {
        image("a.png");
        byte[] good = "\uFEFF{\"file\": \"a.png\"}\n".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[good.length + 3 + (8 << 20) + 10];
        System.arraycopy(good, 0, bytes, 0, good.length);
        bytes[good.length] = '"';
        bytes[good.length + 1] = (byte) 0xFF;
        bytes[good.length + 2] = '\n';
        java.util.Arrays.fill(bytes, good.length + 3, bytes.length, (byte) 'x');
        cli.typing(bytes);

        Result result = add("--list", "-");

        assertThat(result.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("refused  line 2: ").contains("not UTF-8"),
                        line -> assertThat(line).startsWith("refused  line 3: ").contains("8 MiB"));
        assertThat(result.out()).endsWith("Stored 1 image, refused 2 files.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--provider p a.png | --project=<ID>",
                "--project # a.png | --provider=<P>",
                "--project # --provider p | FILE",
                "--project # --provider p a.png --list x | --list",
                "--project # --provider p --list x --recursive | --list",
                "--project # --provider p a.png --json --json-lines | not both",
                "--project # --provider p a.png -j 0 | from 1 to 64",
                "--project # --provider p a.png --jobs 65 | from 1 to 64",
                "--project # --provider p --list none | does not exist",
            })
    void wrongArgumentsAreRefused(String arguments, String problem) throws IOException {
        image("a.png");

        Result result = cli.run(("image add " + arguments.replace("#", project)).split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(problem).hasLineCount(1);
        assertThat(stored("image")).isEmpty();
    }

    @Test
    void aMissingProjectIsReportedOnce() throws IOException {
        image("a.png");

        Result result = cli.run("image", "add", "a.png", "a.png", "--project", "none", "--provider", "p");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).startsWith("reelstore: ").hasLineCount(1).contains("none");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void severalBatchesPrintTheResultsInOrder() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            image("image" + i + ".png");
            names.add("image" + i + ".png");
        }
        List<String> arguments = new ArrayList<>(names);
        arguments.addAll(List.of("-j", "3", "--json-lines"));

        Result result = add(arguments.toArray(String[]::new));

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(lines(result))
                .extracting(line -> line.get("file").asString())
                .isEqualTo(names);
        assertThat(stored("image")).hasSize(12);
    }

    /** A failure that is not about one file would also hit each of the next ones. */
    @Test
    void aFailureOfTheStoreEndsTheRun() throws IOException {
        image("a.png");
        image("b.png");
        assertThat(add("a.png").status()).isZero();
        Files.writeString(folder.resolve("reelstore-data/reelstore.db.corrupt"), "damaged");

        Result result = add("a.png", "b.png", "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.error().get("type").asString()).isEqualTo("Corrupt");
    }
}
