package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.cli.console.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The value of an option is never interpreted as a file, an option, a command or markup. */
class FreeTextIT {

    private static final List<String> BEGINNINGS = List.of(
            "@",
            "@@",
            "-",
            "--",
            "--json",
            "--json=",
            "-h",
            "-y",
            "-V",
            "#",
            "\"",
            "'",
            "\\",
            "$",
            "${",
            "%",
            "{",
            "[",
            "=",
            "!",
            "~",
            "*",
            "/",
            "|",
            ";",
            "&",
            "<",
            ">",
            "\t",
            "\n",
            "\u001b[31m",
            "\uFEFF",
            "é",
            "ả",
            "😀",
            "+",
            ":",
            ",");

    private static final String ENDINGS = "abz09 @-=\"'$%{}\\\n\r\tệ";

    /** One store for all tests: to create one takes longer than a test. */
    @TempDir
    static Path folder;

    private Cli cli;

    @BeforeEach
    void setUp() throws Exception {
        cli = new Cli(folder);
        Files.writeString(folder.resolve("words.txt"), "words of a file --json");
        Files.createDirectories(folder.resolve("sub"));
    }

    static List<String> texts() {
        return List.of(
                "@words.txt",
                "@/etc/hostname",
                "@sub",
                "@nowhere",
                "@",
                "@@",
                "@@words.txt",
                "--json",
                "--title=x",
                "--prompt=--json",
                "--stacktrace",
                "--help",
                "--",
                "-",
                "-h",
                "-hello",
                "-y",
                "-5",
                "project",
                "create",
                "=",
                "\"quoted\"",
                "'quoted'",
                "_NULL_",
                "__picocli_unspecified__",
                "${sys:user.home} ${DEFAULT-VALUE} ${env:PATH}",
                "@|red x|@",
                "%s %d %n %",
                "a,b|c;d",
                "C:\\reels\\n",
                "  blanks  ",
                "two\nlines\r\n",
                "\u001b[31mred\u001b[0m");
    }

    private JsonNode projectOf(String... arguments) {
        Result result = cli.run(arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return result.json();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isStoredUnchanged(String text) {
        JsonNode attached = projectOf(
                "--json", "project", "create", "--title=" + text, "--description=" + text, "--aspect-ratio=" + text);
        JsonNode separate = projectOf("project", "create", "--title", text, "--description", text, "--json");

        for (JsonNode created : List.of(attached, separate)) {
            JsonNode project =
                    cli.json("project", "show", created.get("id").asString()).get("project");
            assertThat(project.get("title").asString()).isEqualTo(text);
            assertThat(project.get("description").asString()).isEqualTo(text);
        }
        assertThat(attached.get("aspectRatio").asString()).isEqualTo(text);
    }

    @Test
    void isStoredUnchangedWhateverItBeginsWith() {
        Random random = new Random(14);
        for (String beginning : BEGINNINGS) {
            String title = beginning + more(random);
            String description = beginning + more(random);
            JsonNode project =
                    projectOf("project", "create", "--title=" + title, "--description", description, "--json");
            assertThat(project.get("title").asString()).isEqualTo(title);
            assertThat(project.get("description").asString()).isEqualTo(description);
        }
    }

    private static String more(Random random) {
        StringBuilder more = new StringBuilder();
        for (int length = random.nextInt(12); length >= 0; length--) {
            more.append(ENDINGS.charAt(random.nextInt(ENDINGS.length())));
        }
        return more.toString();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isStoredUnchangedInMediaOptions(String text) {
        String project = cli.project("Dusk");
        String png = Samples.LIGHTHOUSE_PNG.in(folder).toString();
        String mp3 = Samples.NARRATION_EN_MP3.in(folder).toString();

        JsonNode image = projectOf(
                "image",
                "add",
                png,
                "--project",
                project,
                "--provider",
                text,
                "--prompt",
                text,
                "--seed=" + text,
                "--json");
        JsonNode audio = projectOf(
                "audio", "add", mp3, "--project", project, "--provider=p", "--text=" + text, "--voice", text, "--json");

        assertThat(image.get("prompt").asString()).isEqualTo(text);
        assertThat(image.get("provider").asString()).isEqualTo(text);
        assertThat(image.get("seed").asString()).isEqualTo(text);
        assertThat(audio.get("text").asString()).isEqualTo(text);
        assertThat(audio.get("voice").asString()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isRequestedUnchanged(String text) {
        String project = cli.project("Dusk");

        JsonNode job = projectOf(
                "job",
                "request",
                "--project",
                project,
                "--provider",
                text,
                "--kind",
                "audio",
                "--text",
                text,
                "--prompt=" + text,
                "--voice",
                text,
                "--model",
                text,
                "--endpoint",
                text,
                "--scene=" + text,
                "--json");

        JsonNode shown = cli.json("job", "show", job.get("id").asString());
        assertThat(shown.get("provider").asString()).isEqualTo(text);
        assertThat(shown.get("model").asString()).isEqualTo(text);
        assertThat(shown.get("sceneId").asString()).isEqualTo(text);
        for (String member : List.of("provider", "text", "prompt", "voice", "model", "endpoint")) {
            assertThat(shown.get("request").get(member).asString()).isEqualTo(text);
        }
    }

    @Test
    void textDoesNotChangeTheFormatOfErrors() {
        for (String text : List.of("--json", "--stacktrace", "@words.txt", "--")) {
            for (List<String> title : List.of(List.of("--title", text), List.of("--title=" + text))) {
                List<String> arguments = new ArrayList<>(List.of("project", "create"));
                arguments.addAll(title);
                arguments.addAll(List.of("--channel", "a/b"));
                Result result = cli.run(arguments.toArray(String[]::new));
                assertThat(result.status()).isEqualTo(2);
                assertThat(result.err()).startsWith("reelstore: Invalid value").hasLineCount(1);

                arguments.add("--json");
                Result json = cli.run(arguments.toArray(String[]::new));
                assertThat(json.error().get("type").asString()).isEqualTo("Usage");
            }
        }
        assertThat(cli.run("project", "show", "--", "--json").err()).startsWith("reelstore: ");
    }

    @Test
    void theJsonOptionAppliesToAllUsageErrors() {
        for (String command :
                List.of("project create", "project show a b", "project create --title x --nonsense", "nonsense")) {
            String[] arguments = (command + " --json").split(" ");
            assertThat(cli.run(arguments).error().get("type").asString()).isEqualTo("Usage");
        }
    }

    @Test
    void aParameterIsNotAnArgumentFile() throws Exception {
        String project = cli.project("Dusk");
        Samples.LIGHTHOUSE_PNG.in(folder, "@words.png", new byte[0]);

        assertThat(cli.json("image", "add", "@words.png", "--project", project, "--provider", "p")
                        .get("id")
                        .asString())
                .isNotEmpty();
        assertThat(cli.run("project", "show", "@words.txt", "--json")
                        .error()
                        .get("message")
                        .asString())
                .contains("@words.txt");
        assertThat(cli.run("@words.txt", "--json").error().get("type").asString())
                .isEqualTo("Usage");
        assertThat(cli.run("@sub", "--json").error().get("type").asString()).isEqualTo("Usage");
    }

    @Test
    void globalAndOptionalValuesAreParsed() {
        assertThat(cli.json("--profile", "project", "project", "list").get("items"))
                .isEmpty();
        assertThat(cli.json("verify", "--deep").get("problems")).isEmpty();
        assertThat(cli.json("verify", "--deep", "hash").get("problems")).isEmpty();
        assertThat(cli.run("verify", "--deep", "nonsense", "--json").status()).isEqualTo(2);
        assertThat(cli.run("project", "show", "--json", "--", "-x")
                        .error()
                        .get("message")
                        .asString())
                .contains("-x");
        assertThat(cli.run("project", "create", "--json", "--title")
                        .error()
                        .get("message")
                        .asString())
                .contains("--title");
    }

    @Test
    void anErrorShowsTheValueOnOneLine() {
        String text = "%s @|red x|@ \u001b[31m\nsecond ${sys:user.home}";

        Result result = cli.run("project", "list", "--status", text);
        assertThat(result.err()).hasLineCount(1).contains("%s @|red x|@").doesNotContain("\u001b");
        assertThat(cli.run("project", "list", "--status", text, "--json")
                        .error()
                        .get("message")
                        .asString())
                .contains("%s @|red x|@", "${sys:user.home}");
    }

    /** Redacting the whole value would take minutes. */
    @Test
    void anErrorCutsALongValue() {
        Result result = cli.run("project", "list", "a:".repeat(60_000), "--json", "--stacktrace");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("Unexpected argument", "…").hasSizeLessThan(20_000);
    }

    @Test
    void theStackTraceIsPartOfTheJsonValue() {
        Result result = cli.run("project", "show", "none", "--json", "--stacktrace");

        JsonNode error = JsonMapper.shared().readTree(result.err());
        assertThat(result.err()).hasLineCount(1);
        assertThat(error.get("error").get("stacktrace").asString()).contains("\tat io.github.reelstore");
    }

    @Test
    void withJsonNoConfirmationIsAskedFor() {
        String project = cli.project("Dusk");
        cli.screens(Terminal.Channel.values()).typing("y\n");

        Result result = cli.run("project", "delete", project, "--json");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.error().get("message").asString()).contains("--yes");
    }
}
