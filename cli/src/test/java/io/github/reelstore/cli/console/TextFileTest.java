package io.github.reelstore.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.app.StoreSnapshot;
import io.github.reelstore.cli.Cli;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Options that read their text from a file. */
class TextFileTest {

    @TempDir
    Path folder;

    private Cli cli;
    private String project = "";

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    private String file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return name;
    }

    private String[] image(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "image", "add", Samples.LIGHTHOUSE_PNG.in(folder).toString(), "--project", project, "--provider", "p"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private String refused(String... arguments) {
        StoreSnapshot before = cli.snapshot();
        Result result = cli.run(arguments);
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).startsWith("reelstore: ").hasLineCount(1).doesNotContain("Exception");
        List<String> json = new ArrayList<>(List.of(arguments));
        json.add("--json");
        JsonNode error = cli.run(json.toArray(String[]::new)).error();
        assertThat(error.get("type").asString()).isEqualTo("Usage");
        assertThat(cli.snapshot()).isEqualTo(before);
        return error.get("message").asString();
    }

    @Test
    void isStoredUnchanged() throws IOException {
        String text = " @words --json\r\n${x} \"Hải đăng\"\n\n";

        assertThat(cli.json(image("--prompt-file", file("prompt.txt", text)))
                        .get("prompt")
                        .asString())
                .isEqualTo(text);
        assertThat(cli.json(image("--prompt-file", file("empty.txt", "")))
                        .get("prompt")
                        .asString())
                .isEmpty();
        assertThat(cli.json(image("--prompt-file", file("-x.txt", text)))
                        .get("prompt")
                        .asString())
                .isEqualTo(text);
    }

    @Test
    void aByteOrderMarkIsRemoved() throws IOException {
        assertThat(cli.json(image(
                                "--prompt-file",
                                file("prompt.txt", "\uFEFFDusk"),
                                "--meta-file",
                                file("m", "\uFEFF{}")))
                        .get("prompt")
                        .asString())
                .isEqualTo("Dusk");
    }

    @Test
    void everyLongTextMayComeFromAFile() throws IOException {
        String text = file("text.txt", "Hello\n");
        String meta = file("meta.json", "{\"take\": 3}\n");
        String videoFile = Samples.VIDEO_MP4.in(folder).toString();
        String audioFile = Samples.NARRATION_EN_MP3.in(folder).toString();

        assertThat(cli.json(image("--meta-file", meta)).get("meta").get("take").asInt())
                .isEqualTo(3);
        JsonNode audio = cli.json(
                "audio",
                "add",
                audioFile,
                "--project",
                project,
                "--provider",
                "p",
                "--text-file",
                text,
                "--meta-file",
                meta);
        assertThat(audio.get("text").asString()).isEqualTo("Hello\n");
        assertThat(audio.get("meta").get("take").asInt()).isEqualTo(3);
        JsonNode video =
                cli.json("video", "add", videoFile, "--project", project, "--prompt-file", text, "--meta-file", meta);
        assertThat(video.get("prompt").asString()).isEqualTo("Hello\n");
        assertThat(video.get("meta").get("take").asInt()).isEqualTo(3);
        JsonNode pair = cli.json(
                "pair",
                "--project",
                project,
                "--provider",
                "p",
                "--audio",
                audioFile,
                "--prompt-file",
                text,
                "--text-file",
                text);
        assertThat(pair.get("generation").get("prompt").asString()).isEqualTo("Hello\n");
        assertThat(pair.get("audio").get("text").asString()).isEqualTo("Hello\n");
        JsonNode created =
                cli.json("project", "create", "--title", "x", "--description-file", text, "--meta-file", meta);
        assertThat(created.get("description").asString()).isEqualTo("Hello\n");
        assertThat(created.get("meta").get("take").asInt()).isEqualTo(3);
        JsonNode changed =
                cli.json("project", "update", project, "--description-file", text, "--meta", "{\"take\": 4}");
        assertThat(changed.get("description").asString()).isEqualTo("Hello\n");
        assertThat(changed.get("meta").get("take").asInt()).isEqualTo(4);
        assertThat(cli.json("project", "update", project, "--meta=").get("meta").isNull())
                .isTrue();
    }

    @Test
    void standardInputIsReadOnce() {
        cli.typing("Dusk\n");
        assertThat(cli.json(image("--prompt-file", "-")).get("prompt").asString())
                .isEqualTo("Dusk\n");
        assertThat(refused(image("--prompt-file", "-", "--meta-file=-")))
                .contains("--prompt-file", "--meta-file", "Standard input");
    }

    @Test
    void aFileNamedDashIsReadWithItsFolder() throws IOException {
        file("-", "in a file");
        assertThat(cli.json(image("--prompt-file", "./-")).get("prompt").asString())
                .isEqualTo("in a file");
    }

    @Test
    void textAndFileExcludeEachOther() throws IOException {
        file("x", "{}");
        assertThat(refused(image("--prompt", "x", "--prompt-file", "x"))).contains("--prompt or --prompt-file");
        assertThat(refused(image("--meta", "{}", "--meta-file", "x"))).contains("--meta or --meta-file");
        assertThat(refused("project", "update", project, "--description", "", "--description-file", "x"))
                .contains("--description or --description-file");
    }

    @Test
    void aRequiredPromptMayComeFromEitherOption() {
        assertThat(refused("video", "add", Samples.VIDEO_MP4.in(folder).toString(), "--project", project))
                .contains("--prompt=<T>", "--prompt-file=<FILE>");
    }

    @ParameterizedTest
    @CsvSource({"none.txt, does not exist", "sub, is a folder", "words.txt/x, Cannot read", "'', empty"})
    void aPathThatIsNotARegularFileIsRefused(String name, String reason) throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        file("words.txt", "x");

        assertThat(refused(image("--prompt-file=" + name))).contains(reason).doesNotContain(folder.toString());
    }

    @Test
    void otherEncodingsAreRefused() throws IOException {
        Files.write(folder.resolve("latin.txt"), "one\ntwo H\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("utf16.txt"), "x".getBytes(StandardCharsets.UTF_16));
        Files.write(folder.resolve("cut.txt"), new byte[] {'a', (byte) 0xC3});

        assertThat(refused(image("--prompt-file", "latin.txt")))
                .contains("\"latin.txt\" is not UTF-8", "byte 10", "line 2");
        assertThat(refused(image("--prompt-file", "utf16.txt"))).contains("byte 1, in line 1");
        assertThat(refused(image("--meta-file", "cut.txt"))).contains("byte 2, in line 1");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        Files.write(folder.resolve("large.txt"), new byte[TextFile.MAX_BYTES + 1]);

        assertThat(refused(image("--prompt-file", "large.txt"))).contains("larger than 8 MiB");
        assertThat(refused(image("--prompt-file", "/dev/zero"))).contains("not a regular file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "no", "{} {}"})
    void invalidJsonIsRefused(String json) throws IOException {
        assertThat(refused(image("--meta-file", file("meta.json", json)))).contains("--meta-file");
    }

    @Test
    void nulIsRefused() throws IOException {
        Result result = cli.run(image("--prompt-file", file("nul.txt", "a\0b"), "--json"));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.error().get("message").asString()).contains("NUL");
    }
}
