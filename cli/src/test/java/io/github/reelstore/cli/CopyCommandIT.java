package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.RemoteBackends;
import io.github.reelstore.app.Samples;
import io.github.reelstore.app.StoreSnapshot;
import io.github.reelstore.app.config.ConfigOption;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CopyCommandIT {

    @TempDir
    Path folder;

    private Cli cli;
    private String project;

    @BeforeEach
    void fill() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
        cli.json("image", "add", Samples.LIGHTHOUSE_PNG.in(folder).toString(), "--project", project, "--provider", "p");
    }

    private static String[] to(String... more) {
        String[] target = {"copy", "--to-database", "jdbc:sqlite:new/reels.db", "--to-storage", "file:new/media"};
        String[] all = Arrays.copyOf(target, target.length + more.length);
        System.arraycopy(more, 0, all, target.length, more.length);
        return all;
    }

    private Cli moved() {
        return new Cli(folder)
                .environment("REELSTORE_DATABASE_URL", "jdbc:sqlite:new/reels.db")
                .environment("REELSTORE_STORAGE_URL", "file:new/media");
    }

    @Test
    void copyPrintsTheSameDigestForBothSidesAndHowToGoOn() throws Exception {
        Files.createDirectory(folder.resolve("new"));
        JsonNode result = cli.json(to());
        assertThat(result.get("equal").asBoolean()).isTrue();
        assertThat(result.get("source")).isEqualTo(result.get("target"));
        assertThat(result.get("rows").asInt()).isEqualTo(2);
        assertThat(result.get("copied").asInt())
                .as("the image and its thumbnail")
                .isEqualTo(2);

        assertThat(cli.text(to()))
                .contains("0 inserted, 0 replaced, 0 deleted", "(0 copied", "Both sides are equal.", "--switch");
        assertThat(cli.text(to("--verify")))
                .contains("Compared", result.get("source").asString());
        assertThat(moved().run("project", "create", "--title", "too early").err())
                .contains("unfinished copy");
    }

    @Test
    void afterTheSwitchWritesAreRefusedWithTheNameOfTheNewStore() throws Exception {
        Files.createDirectory(folder.resolve("new"));
        assertThat(cli.text(to("--switch"))).contains("Switched", "this store can only be read");

        Cli.Result refused = cli.run("project", "create", "--title", "too late");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("was moved to", "new/reels.db", "new/media", "use the new store");
        assertThat(cli.json("project", "list").get("items")).hasSize(1);
        moved().project("in the new store");

        assertThat(cli.text("copy", "--reopen")).contains("can be written to again", "new/reels.db");
        cli.project("again");
        assertThat(cli.text("copy", "--reopen")).contains("already");
    }

    @Test
    void aSwitchThatWasCompletedIsNotRepeated() throws Exception {
        Files.createDirectory(folder.resolve("new"));
        cli.text(to("--switch"));
        moved().project("in the new store");
        StoreSnapshot before = StoreSnapshot.of(folder.resolve("new/reels.db"), folder.resolve("new/media"));

        assertThat(cli.text(to("--switch"))).contains("already switched to", "new/reels.db", "Nothing was changed");
        assertThat(cli.json(to("--switch")).get("switched").asBoolean()).isTrue();

        assertThat(StoreSnapshot.of(folder.resolve("new/reels.db"), folder.resolve("new/media")))
                .isEqualTo(before);
        assertThat(cli.run(to()).err())
                .as("a copy would undo what was written since")
                .contains("is in use");
        assertThat(cli.run("project", "create", "--title", "too late").err()).contains("was moved to");
        assertThat(cli.run(to("--verify")).out())
                .as("to copy again would be refused")
                .contains(
                        "This store was moved there, and what was written since is only there.",
                        "verify --deep in the new store",
                        "repair",
                        "docs/copy.md")
                .doesNotContain("Copy again");
        assertThat(cli.run(
                                "copy",
                                "--verify",
                                "--to-database",
                                "jdbc:sqlite:" + folder.resolve("new/../new/reels.db"),
                                "--to-storage",
                                "file:./new/media")
                        .out())
                .as("the same place by another name")
                .contains("This store was moved there")
                .doesNotContain("Copy again");
    }

    @Test
    void theOptionsOfTheTargetComeFromAFileOrTheEnvironment() throws Exception {
        Files.createDirectory(folder.resolve("new"));
        Files.writeString(folder.resolve("new.properties"), """
                reelstore.database.url=jdbc:sqlite:new/reels.db
                reelstore.storage.url=file:new/media
                """);
        cli.text("copy", "--to-config", folder.resolve("new.properties").toString());
        assertThat(folder.resolve("new/reels.db")).exists();

        cli.environment("REELSTORE_TO_DATABASE_URL", "jdbc:sqlite:new/reels.db")
                .environment("REELSTORE_TO_STORAGE_URL", "file:new/media");
        assertThat(cli.json("copy").get("inserted").asInt()).isZero();
        assertThat(cli.json("project", "list").get("items"))
                .as("they are not options of this store")
                .hasSize(1);
    }

    @Test
    void aSwitchThatIsNotPossibleSaysThatTheStoreStaysInUse() throws Exception {
        Files.delete(cli.storage()
                .resolve(cli.json("image", "list", "--project", project)
                        .get("items")
                        .get(0)
                        .get("filePath")
                        .asString()));

        Cli.Result result = cli.run(to("--switch"));

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).contains("The source lacks the file", "This store stays in use.");
        cli.project("again");
    }

    /** Those of an adopted database may be any text. */
    @Test
    void profilesHaveTheNamesThatTheOptionProfileAccepts() throws Exception {
        Files.createDirectory(folder.resolve("new"));
        List<String> profiles = List.of("Kênh 1", "b, c", "d\\,e");
        for (String profile : profiles) {
            cli.json("--profile", profile, "project", "create", "--title", "Dusk");
        }

        JsonNode result = cli.json(to("--profiles", "Kênh 1,b\\, c", "--profiles", "d\\\\,e"));

        assertThat(result.get("rows").asInt()).isEqualTo(3);
        for (String profile : profiles) {
            assertThat(moved().json("--profile", profile, "project", "list").get("items"))
                    .as(profile)
                    .hasSize(1);
        }
        assertThat(cli.run(to("--profiles", "Kênh 1,")).err()).contains("option --profiles", "is empty");
        assertThat(cli.run(to("--profiles", " ")).status()).isEqualTo(2);
    }

    @Test
    void aProfileWithoutRowsIsRefused() {
        Cli.Result result = cli.run(to("--profiles", "default,tpyo"));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("no rows of the profile \"tpyo\"");
    }

    @Test
    void valuesThatNotEveryDatabaseCanHoldAreListedAndCounted() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO video_projects (id, profile_id, title, created_at, updated_at)"
                            + " WITH RECURSIVE odd (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM odd WHERE i < 1002)"
                            + " SELECT 'odd-' || i, profile_id, 'A' || char(0), created_at, updated_at FROM video_projects, odd");
        }

        Cli.Result result = cli.run(to());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        "video_projects \"odd-1\": title contains NUL", "... and 2 more", "1002 values of the source");
        assertThat(result.err().lines()).hasSize(1_002);
        JsonNode refused = cli.run(to("--json")).json();
        assertThat(cli.text(to("--as-shown"))).contains("... and 982 more", "Both sides are equal");
        JsonNode copied = cli.json(to("--as-shown"));
        for (JsonNode json : List.of(refused, copied)) {
            assertThat(json.get("oddValueCount").asInt()).isEqualTo(1_002);
            assertThat(json.get("oddValues")).hasSize(1_000);
        }
        assertThat(copied.get("oddValues")).isEqualTo(refused.get("oddValues"));
    }

    @Test
    void aFileThatDiffersIsCopiedAgainWithDeep() throws Exception {
        Files.createDirectory(folder.resolve("new"));
        String key = cli.json("image", "list", "--project", project)
                .get("items")
                .get(0)
                .get("filePath")
                .asString();
        Files.setLastModifiedTime(
                cli.storage().resolve(key), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        cli.text(to());
        Path copied = folder.resolve("new/media").resolve(key);
        byte[] damaged = Files.readAllBytes(copied);
        damaged[damaged.length / 2] ^= 1;
        Files.write(copied, damaged);

        assertThat(cli.run(to("--verify")).out()).contains(key + " differs", "with --deep");
        assertThat(cli.json(to("--deep")).get("copied").asInt()).isEqualTo(1);

        assertThat(copied).hasBinaryContent(Samples.LIGHTHOUSE_PNG.bytes());
        assertThat(cli.text(to("--verify"))).contains("Both sides are equal");
    }

    @Test
    @Tag("servers")
    void theStoreGoesToPostgresAndS3() throws Exception {
        Map<String, String> remote = new TreeMap<>(RemoteBackends.postgresEnvironment());
        remote.putAll(RemoteBackends.s3Environment());
        Properties options = new Properties();
        remote.forEach((variable, value) -> {
            if (variable.equals("REELSTORE_DATABASE_USER") || variable.equals("REELSTORE_DATABASE_PASSWORD")) {
                cli.environment(variable.replace("REELSTORE_", "REELSTORE_TO_"), value);
            } else {
                options.setProperty(
                        ConfigOption.ofVariable(variable).orElseThrow().key(), value);
            }
        });
        Path config = folder.resolve("new.properties");
        try (Writer writer = Files.newBufferedWriter(config)) {
            options.store(writer, null);
        }

        assertThat(cli.text("copy", "--to-config", config.toString())).contains("Both sides are equal");
        assertThat(cli.text("copy", "--to-config", config.toString(), "--switch"))
                .contains("Switched", "(0 inserted", "(0 copied");

        Cli there = new Cli(Files.createDirectory(folder.resolve("elsewhere")));
        remote.forEach(there::environment);
        String key = there.json("image", "list", "--project", project)
                .get("items")
                .get(0)
                .get("filePath")
                .asString();
        assertThat(there.run("cat", key).bytes()).isEqualTo(Samples.LIGHTHOUSE_PNG.bytes());
        assertThat(there.text("verify", "--deep=download")).contains("no problems");
        there.project("in the new store");
        assertThat(cli.run("project", "create", "--title", "too late").err())
                .contains("was moved to", remote.get("REELSTORE_DATABASE_URL"), remote.get("REELSTORE_STORAGE_URL"));
    }

    @Test
    void wrongUsageIsRefusedInOneSentence() {
        assertThat(cli.run("copy").err()).contains("Name the target: --to-database URL, --to-storage URL");
        assertThat(cli.run("copy").status()).isEqualTo(2);
        assertThat(cli.run(to("--switch", "--verify")).status()).isEqualTo(2);
        assertThat(cli.run(to("--threads", "0")).status()).isEqualTo(2);
        for (String ignored : List.of("--switch", "--profiles=a", "--deep", "--threads=2", "--as-shown")) {
            assertThat(cli.run("copy", "--reopen", ignored).status())
                    .as(ignored)
                    .isEqualTo(2);
        }
        assertThat(cli.run("copy", "--to-database", "jdbc:sqlite:new.db", "--profiles", "a")
                        .err())
                .contains("only together with their files");
        assertThat(cli.run("copy", "--to-database", "jdbc:postgresql://u:secret@h/d")
                        .err())
                .contains("--to-database")
                .doesNotContain("secret");
        assertThat(cli.run("copy", "--to-storage", "file:reelstore-data/media").err())
                .contains("the same blob store");
    }
}
