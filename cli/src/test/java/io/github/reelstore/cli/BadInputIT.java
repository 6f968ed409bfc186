package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.app.StoreSnapshot;
import io.github.reelstore.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input is reported in one line and changes nothing: after each test, all rows and files are compared with a snapshot. */
class BadInputIT {

    @TempDir
    static Path folder;

    private static Cli cli = new Cli(Path.of(""));
    private static String project = "";
    private static String image = "";
    private static StoreSnapshot before = new StoreSnapshot(Map.of(), Map.of());

    /** All tests share one store, because none changes it. */
    @BeforeAll
    static void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
        image = file(Samples.LIGHTHOUSE_PNG);
        cli.json("image", "add", image, "--project", project, "--provider", "p");
        before = cli.snapshot();
    }

    @AfterEach
    void assertNothingChanged() {
        assertThat(before.count("image_generations")).isEqualTo(1);
        assertThat(before.files()).isNotEmpty();
        assertThat(cli.snapshot()).isEqualTo(before);
    }

    private static String file(Samples sample) {
        return sample.in(folder).toString();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** Runs a command that fails, with and without --json, and returns its message. */
    private String refused(int status, String type, String... arguments) {
        Result text = cli.run(arguments);
        assertThat(text.status()).as(text.err()).isEqualTo(status);
        assertThat(text.out()).isEmpty();
        assertThat(text.err()).startsWith("reelstore: ").hasLineCount(1).doesNotContain("Exception");

        List<String> asJson = new ArrayList<>(List.of(arguments));
        asJson.add(0, "--json");
        Result json = cli.run(asJson.toArray(String[]::new));
        assertThat(json.status()).isEqualTo(status);
        assertThat(json.error().get("type").asString()).isEqualTo(type);
        String message = json.error().get("message").asString();
        assertThat(text.err()).contains(message);
        return message;
    }

    private String refusedImage(int status, String type, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("image", "add", image, "--project", project, "--provider", "p"));
        arguments.addAll(List.of(more));
        return refused(status, type, arguments.toArray(String[]::new));
    }

    /** Every command with a file; {@code @} stands for the file and {@code #} for the project. */
    static List<String> commandsWithAFile() {
        return List.of(
                "image add @ --project # --provider p",
                "audio add @ --project # --provider p",
                "video add @ --project # --prompt p",
                "video final @ --project #",
                "pair --project # --provider p --prompt p --image @",
                "pair --project # --provider p --prompt p --audio @",
                "pair --project # --provider p --prompt p --audio AUDIO --video @");
    }

    private String[] with(String command, String file) {
        return List.of(command.split(" ")).stream()
                .map(word -> switch (word) {
                    case "@" -> file;
                    case "#" -> project;
                    case "AUDIO" -> file(Samples.NARRATION_EN_MP3);
                    default -> word;
                })
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("commandsWithAFile")
    void aMissingEmptyOrWrongFileIsRefused(String command) throws IOException {
        assertThat(refused(1, "InvalidInput", with(command, "none.png"))).contains("none.png", "does not exist");
        assertThat(refused(1, "InvalidInput", with(command, folder.toString()))).contains("is a folder");
        assertThat(refused(1, "InvalidInput", with(command, file("empty.png", ""))))
                .contains("empty.png", "is empty");
        assertThat(refused(1, "InvalidInput", with(command, file("page.png", "<!DOCTYPE html><html>"))))
                .contains("page.png", "is an HTML page");
    }

    @Test
    void aFileOfAnotherMediumIsRefused() {
        String mp3 = file(Samples.NARRATION_EN_MP3);
        String mp4 = file(Samples.VIDEO_MP4);

        assertThat(refused(1, "InvalidInput", with("image add @ --project # --provider p", mp3)))
                .contains("is an MP3 recording", "an image");
        assertThat(refused(1, "InvalidInput", with("audio add @ --project # --provider p", mp4)))
                .contains("is an MP4 video", "audio");
        assertThat(refused(1, "InvalidInput", with("video final @ --project #", image)))
                .contains("is a PNG image", "a video");
        assertThat(refused(
                        1,
                        "InvalidInput",
                        with("pair --project # --provider p --prompt p --audio AUDIO --image @", mp4)))
                .contains("is an MP4 video", "an image");
    }

    @ParameterizedTest
    @MethodSource("commandsWithAFile")
    void aMissingProjectIsRefused(String command) {
        String imageOrAudio =
                command.contains("--audio @") || command.startsWith("audio") ? file(Samples.NARRATION_EN_MP3) : image;
        String file =
                command.startsWith("video") || command.contains("--video") ? file(Samples.VIDEO_MP4) : imageOrAudio;

        assertThat(refused(1, "NotFound", with(command.replace("#", "none"), file)))
                .contains("no project", "none", "profile default");
        String[] otherProfile = with("--profile studio " + command, file);
        assertThat(refused(1, "NotFound", otherProfile)).contains("no project", project, "profile studio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"project show", "project delete --yes", "project update --title x"})
    void aProjectOfAnotherProfileIsNotFound(String command) {
        assertThat(refused(1, "NotFound", with(command + " # --profile studio", "")))
                .contains("no project", project, "profile studio");
    }

    @Test
    void aMissingImageAudioOrVideoIsRefused() {
        String video = file(Samples.VIDEO_MP4);
        String audio = file(Samples.NARRATION_EN_MP3);

        assertThat(refused(1, "NotFound", with("video add @ --project # --prompt p --image none", video)))
                .contains("none");
        assertThat(refused(1, "NotFound", with("video add @ --project # --prompt p --audio none", video)))
                .contains("none");
        assertThat(refused(1, "NotFound", with("video add @ --project # --prompt p --input reference=none", video)))
                .contains("none");
        assertThat(refused(1, "NotFound", with("audio add @ --project # --provider p --generation none", audio)))
                .contains("none");
    }

    /** In an adopted database, ids may be any text; no row here has these. */
    @ParameterizedTest
    @ValueSource(strings = {"..", "../../etc/passwd", "a/b", "a b", ".hidden", "con", "Hải", "' OR 1=1 --"})
    void anUnusualIdIsNotFound(String id) {
        String video = file(Samples.VIDEO_MP4);

        refused(1, "NotFound", "project", "show", id);
        refused(1, "NotFound", "project", "delete", id, "--yes");
        refused(1, "NotFound", "image", "add", image, "--project", id, "--provider", "p");
        refused(1, "NotFound", "image", "update", id, "--scene", "s");
        refused(1, "NotFound", "video", "add", video, "--project", project, "--prompt", "p", "--image", id);
        refused(1, "NotFound", "video", "add", video, "--project", project, "--prompt", "p", "--input", "x=" + id);
    }

    @Test
    void anIdWithNulIsRefused() {
        assertThat(refused(2, "Usage", "project", "show", "a\0b")).contains("NUL");
        refused(1, "Configuration", "--profile", "a\0b", "project", "list");
    }

    @Test
    void aBlankProfileIsRefused() {
        refused(2, "Usage", "--profile", "", "project", "list");
        refused(2, "Usage", "--profile", " ", "project", "list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "a\0b", "", "a b", "Hải"})
    void anInvalidChannelIsRefused(String id) {
        assertThat(refused(2, "Usage", "project", "create", "--title", "x", "--channel", id))
                .contains("not a valid channel id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..", "../reelstore.db", "/etc/passwd", "projects/../../reelstore.db", "a\0b", "a//b", "a\\b", ""
            })
    void anInvalidKeyIsRefused(String key) {
        refused(2, "Usage", "cat", key, "--output", folder.resolve("out").toString());
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aKeyThatIsTooLongIsRefused() {
        assertThat(refused(2, "Usage", "cat", "projects/" + "x".repeat(300), "--output", "out"))
                .contains("at most 255 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--meta|{\"a\": 1",
                "--meta|{'a': 1}",
                "--meta|''",
                "--meta|{} {}",
                "--meta|NaN",
            })
    void invalidJsonIsRefused(String option, String value) {
        refusedImage(2, "Usage", option, value);
    }

    @Test
    void jsonThatIsNestedTooDeeplyIsRefused() {
        refusedImage(2, "Usage", "--meta", "[".repeat(10_000) + "]".repeat(10_000));
    }

    @Test
    void anInvalidLanguageIsRefused() {
        String audio = file(Samples.NARRATION_EN_MP3);

        for (String tag : List.of("not a tag", "", "english", "e", "en_", "en--GB")) {
            assertThat(refused(
                            2,
                            "Usage",
                            "audio",
                            "add",
                            audio,
                            "--project",
                            project,
                            "--provider",
                            "p",
                            "--language",
                            tag))
                    .contains("is not a language tag (BCP 47)");
            refused(2, "Usage", "project", "show", project, "--language", tag);
        }
        refused(2, "Usage", "project", "update", project, "--language", "not a tag");
    }

    @ParameterizedTest
    @CsvSource({
        "--limit, 0",
        "--limit, 1001",
        "--limit, -1",
        "--limit, many",
        "--limit, 99999999999",
        "--status, done",
        "--status, DRAFT",
        "--after, garbage",
        "--after, ''",
        "--channel, a/b"
    })
    void invalidListOptionsAreRefused(String option, String value) {
        refused(2, "Usage", "project", "list", option, value);
    }

    @Test
    void blankTextIsRefused() {
        refused(2, "Usage", "project", "create", "--title", " ");
        refused(2, "Usage", "project", "update", project, "--title", "");
        refused(2, "Usage", "project", "update", project);
        refusedImage(2, "Usage", "--provider", "");
        refused(2, "Usage", "image", "add", image, "--project", project, "--provider", "");
    }

    @Test
    void inconsistentOptionsAreRefused() {
        assertThat(refused(2, "Usage", "pair", "--project", project, "--provider", "p", "--prompt", "p"))
                .contains("--image FILE");
        assertThat(refused(2, "Usage", with("pair --project # --provider p --prompt p --image @ --language en", image)))
                .contains("--audio FILE");
        refused(2, "Usage", with("video add @ --project # --prompt p --input reference", image));
        refused(2, "Usage", with("video add @ --project # --prompt p --seed seven", image));
        refused(2, "Usage", with("video add @ --project # --prompt p --seed 18446744073709551616", image));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--price|7",
                "--price|7 XXQ",
                "--price|-7 USD",
                "--price|1e9 USD",
                "--price|0.0000000001 USD",
                "--kind|film",
                "--seed|seven",
                "--language|english",
                "--parameters|[]",
                "--parameters|{",
                "--input|reference",
                "--list|none.jsonl",
            })
    void invalidOptionsOfARequestAreRefused(String option, String value) {
        refused(
                2,
                "Usage",
                "job",
                "request",
                "--project",
                project,
                "--provider",
                "p",
                "--kind",
                "image",
                "--prompt",
                "x",
                option,
                value);
    }

    @Test
    void aPlanIsRequestedOnlyIfItIsTheOneThatIsNamed() {
        assertThat(refused(2, "Usage", "storyboard", "plan", project, "--if-plan", "0"))
                .contains("add --request");
        assertThat(refused(1, "Conflict", "storyboard", "plan", project, "--request", "--if-plan", "0"))
                .contains("nothing was requested");
    }

    @Test
    void invalidOptionsOfJobListsAreRefused() {
        assertThat(refused(2, "Usage", "job", "list", "--state", "done")).contains("planned, submitting, ");
        refused(2, "Usage", "job", "list", "--limit", "0");
        refused(2, "Usage", "job", "show", "a\0b");
        refused(1, "Configuration", "work", "--providers", "none.json");
    }
}
