package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalOptionsIT {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    private String database(String... arguments) {
        return cli.json(arguments).get("database").asString();
    }

    @Test
    void initCreatesTheStoreAndPrintsItsUrls() {
        assertThat(cli.json("init").toString())
                .isEqualTo("{\"database\":\"jdbc:sqlite:" + cli.database() + "\",\"storage\":\"file://" + cli.storage()
                        + "\"}");
        assertThat(cli.database()).isRegularFile();
        assertThat(cli.storage()).isDirectory();
        assertThat(cli.text("init"))
                .isEqualTo("Ready\n  database  jdbc:sqlite:" + cli.database() + "\n  storage   file://" + cli.storage()
                        + "\n");
    }

    static List<List<String>> positions() {
        List<String> options =
                List.of("--database", "jdbc:sqlite:x.db", "--storage", "file:x", "--profile", "x", "--json");
        return List.of(
                concat(options, List.of("project", "create", "--title", "Dusk")),
                concat(List.of("project"), concat(options, List.of("create", "--title", "Dusk"))),
                concat(List.of("project", "create", "--title", "Dusk"), options));
    }

    private static List<String> concat(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("positions")
    void optionsMayPrecedeOrFollowTheCommand(List<String> arguments) {
        Result result = cli.run(arguments.toArray(String[]::new));

        assertThat(result.status()).isZero();
        assertThat(result.json().get("profileId").asString()).isEqualTo("x");
        assertThat(folder.resolve("x.db")).exists();
        assertThat(folder.resolve("x")).isDirectory();
        assertThat(folder.resolve("reelstore-data")).doesNotExist();
    }

    @Test
    void optionsOverrideTheEnvironmentWhichOverridesTheFile() throws IOException {
        Files.writeString(
                folder.resolve("store.properties"),
                "reelstore.database.url=jdbc:sqlite:file.db\nreelstore.storage.url=file:fromfile\n");

        assertThat(database("init", "--config", "store.properties")).endsWith("/file.db");
        cli.environment("REELSTORE_DATABASE_URL", "jdbc:sqlite:environment.db")
                .environment("REELSTORE_STORAGE_URL", "file:environment");
        assertThat(database("--config", "store.properties", "init")).endsWith("/environment.db");
        assertThat(database(
                        "init",
                        "--config",
                        "store.properties",
                        "--database",
                        "jdbc:sqlite:option.db",
                        "--storage",
                        "file:option"))
                .endsWith("/option.db");
        assertThat(folder.resolve("fromfile")).isDirectory();
        assertThat(folder.resolve("environment")).isDirectory();
        assertThat(folder.resolve("option")).isDirectory();
        assertThat(cli.storage()).doesNotExist();
    }

    @Test
    void theEnvironmentMaySetTheProfile() {
        cli.environment("REELSTORE_PROFILE", "studio");

        String id = cli.json("project", "create", "--title", "Dusk").get("id").asString();

        assertThat(cli.json("project", "show", id)
                        .get("project")
                        .get("profileId")
                        .asString())
                .isEqualTo("studio");
        assertThat(cli.run("project", "show", id, "--profile", "default").status())
                .isEqualTo(1);
    }

    @Test
    void anUnknownKeyIsRefused() throws IOException {
        Files.writeString(folder.resolve("store.properties"), "reelstore.databse.url=jdbc:sqlite:file.db\n");

        Result file = cli.run("init", "--config", "store.properties", "--json");
        assertThat(file.status()).isEqualTo(1);
        assertThat(file.error().get("type").asString()).isEqualTo("Configuration");
        assertThat(file.error().get("message").asString()).contains("reelstore.databse.url", "reelstore.database.url");

        Result environment = cli.environment("REELSTORE_PROFIL", "x").run("init");
        assertThat(environment.status()).isEqualTo(1);
        assertThat(environment.err())
                .contains("REELSTORE_PROFIL", "REELSTORE_PROFILE")
                .hasLineCount(1);
        assertThat(cli.database()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "project show none"})
    void aBooleanOptionMayHaveAValue(String command) {
        List<String> words = List.of(command.split(" "));
        Result typed = cli.run(
                concat(words, List.of("--json=true", "--stacktrace=TRUE")).toArray(String[]::new));
        assertThat(typed.err())
                .startsWith("{\"error\"")
                .contains("\"stacktrace\"")
                .hasLineCount(1);
        Result plain = cli.run(
                concat(words, List.of("--json=false", "--stacktrace=false")).toArray(String[]::new));
        assertThat(plain.err()).startsWith("reelstore: ").hasLineCount(1);
    }

    @Test
    void theVersionOptionWorksWithEveryCommand() {
        assertThat(cli.text("--version")).matches("reelstore .+\n");
        assertThat(cli.text("project", "show", "-V")).matches("reelstore .+\n");
        assertThat(cli.json("--version").get("version").asString()).isNotEmpty();
        assertThat(cli.database()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "init",
                "demo",
                "project",
                "project create",
                "image add",
                "audio add",
                "video add",
                "video final",
                "pair",
                "cat",
                "doctor",
                "config",
                "config show"
            })
    void everyCommandHasHelp(String command) {
        List<String> arguments = concat(command.isEmpty() ? List.of() : List.of(command.split(" ")), List.of("--help"));

        String help = cli.text(arguments.toArray(String[]::new));

        assertThat(help)
                .startsWith("Usage: reelstore")
                .contains("--json", "--config")
                .doesNotContain("\033");
        assertThat(cli.database()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "project",
                "projct list",
                "project list --limt 3",
                "project show",
                "project create",
                "project show a b",
                "project list --limit 1 --limit 2"
            })
    void invalidArgumentsAreWrongUsage(String command) {
        String[] arguments = command.isEmpty() ? new String[0] : command.split(" ");

        Result result = cli.run(arguments);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("reelstore: ").contains("--help").hasLineCount(1);

        Result json = cli.run(concat(List.of("--json"), List.of(arguments)).toArray(String[]::new));
        assertThat(json.status()).isEqualTo(2);
        assertThat(json.error().get("type").asString()).isEqualTo("Usage");
        assertThat(cli.database()).doesNotExist();
    }

    @Test
    void theStackTraceIsPrintedOnlyOnRequest() {
        assertThat(cli.run("project", "show", "none").err())
                .startsWith("reelstore: There is no project")
                .hasLineCount(1);
        assertThat(cli.run("project", "show", "none", "--stacktrace").err())
                .contains("There is no project", "\tat io.github.reelstore");
    }

    @Test
    void coloursAreUsedOnScreensOnly() {
        String id = cli.project("Dusk");
        assertThat(cli.text("project", "show", id)).doesNotContain("\033");

        cli.screens(Terminal.Channel.STDOUT, Terminal.Channel.STDERR);
        assertThat(cli.text("project", "show", id)).contains("\033[1mDusk\033[0m");
        assertThat(cli.run("project", "show", "none").err()).startsWith("\033[31mreelstore:\033[0m ");
        assertThat(cli.json("project", "list").toString()).doesNotContain("\033");

        cli.environment("NO_COLOR", "1");
        assertThat(cli.text("project", "show", id)).doesNotContain("\033");
        assertThat(cli.run("project", "show", "none").err()).doesNotContain("\033");
    }
}
