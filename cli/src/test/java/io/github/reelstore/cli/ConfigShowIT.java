package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConfigShowIT {

    private static final String SECRET = "hunter2";

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    private static JsonNode item(JsonNode shown, ConfigOption option) {
        return shown.get("items")
                .valueStream()
                .filter(item -> item.get("key").asString().equals(option.key()))
                .findFirst()
                .orElseThrow();
    }

    private static String row(String table, ConfigOption option) {
        return table.lines()
                .filter(line -> line.startsWith(option.key() + " "))
                .findFirst()
                .orElseThrow()
                .replaceAll(" {2,}", "|");
    }

    @Test
    void showsEveryOptionWithItsSource() throws IOException {
        Files.writeString(
                folder.resolve("store.properties"), "reelstore.database.user=studio\nreelstore.profile=studio\n");
        cli.environment("REELSTORE_DATABASE_PASSWORD", SECRET).environment("REELSTORE_STORAGE_REGION", "");

        String table = cli.text("config", "show", "--config", "store.properties", "--storage", "s3://my-bucket/reels/");

        assertThat(table).hasLineCount(1 + ConfigOption.values().length).doesNotContain(SECRET);
        assertThat(table.lines().findFirst().orElseThrow()).matches("KEY +VALUE +SOURCE +USED");
        assertThat(row(table, ConfigOption.DATABASE_URL))
                .isEqualTo("reelstore.database.url|jdbc:sqlite:" + cli.database() + "|default|yes");
        assertThat(row(table, ConfigOption.STORAGE_URL))
                .isEqualTo("reelstore.storage.url|s3://my-bucket/reels|option --storage|yes");
        assertThat(row(table, ConfigOption.DATABASE_USER))
                .isEqualTo("reelstore.database.user|studio|file " + folder.resolve("store.properties") + "|no");
        assertThat(row(table, ConfigOption.DATABASE_PASSWORD))
                .isEqualTo("reelstore.database.password|(set)|environment REELSTORE_DATABASE_PASSWORD|no");
        assertThat(row(table, ConfigOption.STORAGE_REGION))
                .isEqualTo("reelstore.storage.region|environment REELSTORE_STORAGE_REGION|yes");
        assertThat(row(table, ConfigOption.STORAGE_ENDPOINT)).isEqualTo("reelstore.storage.endpoint|default|yes");
        assertThat(folder.toFile().list()).containsExactly("store.properties");
    }

    @Test
    void showsTheSameAsJson() {
        cli.environment("REELSTORE_DATABASE_PASSWORD", SECRET);

        JsonNode shown = cli.json("config", "show", "--profile", "studio");

        assertThat(shown.toString()).doesNotContain(SECRET);
        assertThat(shown.propertyNames()).containsExactly("items");
        assertThat(shown.get("items")).hasSize(ConfigOption.values().length);
        assertThat(item(shown, ConfigOption.DATABASE_PASSWORD).toString())
                .isEqualTo("{\"key\":\"reelstore.database.password\",\"value\":null,"
                        + "\"source\":\"environment REELSTORE_DATABASE_PASSWORD\",\"secret\":true,\"set\":true,"
                        + "\"used\":false,\"problem\":null}");
        assertThat(item(shown, ConfigOption.PROFILE).toString())
                .isEqualTo("{\"key\":\"reelstore.profile\",\"value\":\"studio\",\"source\":\"option --profile\","
                        + "\"secret\":false,\"set\":true,\"used\":true,\"problem\":null}");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void showsAllOptionsWhenAValueIsRefused() {
        String url = "jdbc:postgresql://me:hunter2@db.example/studio";
        cli.environment("REELSTORE_DATABASE_READERS", "many");

        Result text = cli.run("config", "show", "--database", url);
        assertThat(text.status()).isEqualTo(1);
        assertThat(row(text.out(), ConfigOption.DATABASE_URL))
                .isEqualTo("reelstore.database.url|(refused)|option --database|yes");
        assertThat(row(text.out(), ConfigOption.DATABASE_READERS))
                .isEqualTo("reelstore.database.readers|(refused)|environment REELSTORE_DATABASE_READERS|no");
        assertThat(text.out() + text.err()).doesNotContain(SECRET);
        assertThat(text.err())
                .hasLineCount(1)
                .startsWith(
                        "reelstore: reelstore.database.url (option --database): The Postgres URL contains a user or a password")
                .contains("reelstore.database.readers (environment REELSTORE_DATABASE_READERS) is \"many\"");

        Result json = cli.run("config", "show", "--database", url, "--json");
        assertThat(json.status()).isEqualTo(1);
        assertThat(json.err()).isEmpty();
        assertThat(json.out()).doesNotContain(SECRET);
        assertThat(item(json.json(), ConfigOption.DATABASE_URL).get("problem").asString())
                .contains("contains a user or a password");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anUnknownKeyIsRefused() {
        Result result = cli.environment("REELSTORE_DATABASE_PASWORD", SECRET).run("config", "show");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("REELSTORE_DATABASE_PASWORD").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://me:hunter2@db.example/studio",
                "jdbc:postgresql://db.example/studio?password=hunter2",
                "postgres://me:hunter2@db.example/studio",
                "jdbc:sqlite:x.db?password=hunter2"
            })
    void noCommandPrintsAPassword(String url) {
        for (String command : new String[] {"init", "demo", "doctor", "project list", "config show"}) {
            for (String more : new String[] {"--json", "--stacktrace"}) {
                String[] arguments = (command + " --database " + url + " " + more).split(" ");

                Result result = cli.run(arguments);

                assertThat(result.status()).isEqualTo(1);
                assertThat(result.out() + result.err())
                        .contains("reelstore.database.url")
                        .doesNotContain(SECRET);
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "project list URL",
                "project show URL",
                "URL",
                "init --databse=URL",
                "init --URL",
                "init --config URL",
                "init --profile URL",
                "project list --limit URL",
                "project list --status URL",
                "audio add URL --project p --provider p --language URL",
                "cat URL"
            })
    void noCommandPrintsAPasswordTypedInTheWrongPlace(String command) {
        for (String url : new String[] {
            "jdbc:postgresql://me:hunter2@h/d",
            "jdbc:postgresql://me:hunter2/x@h/d",
            "jdbc:postgresql://me:hunter2" + "x".repeat(200) + "@h/d",
            "jdbc:postgresql://h/d?password=hunter2",
            "jdbc:postgresql://h/d?user=me&pwd=hunter2",
            "me:hunter2@h"
        }) {
            for (String more : new String[] {"--json", "--stacktrace"}) {
                Result result = cli.run((command.replace("URL", url) + " " + more).split(" "));

                assertThat(result.status()).isNotZero();
                assertThat(result.out() + result.err()).isNotEmpty().doesNotContain(SECRET);
            }
        }
        cli.environment("REELSTORE_PROFILE", "jdbc:postgresql://me:hunter2@h/d");
        assertThat(cli.run("project", "list", "--stacktrace").err())
                .contains("REELSTORE_PROFILE", "://***@h/d")
                .doesNotContain(SECRET);
    }

    @Test
    void thereIsNoOptionForAPassword() {
        assertThat(cli.text("--help")).doesNotContainIgnoringCase("password");
    }
}
