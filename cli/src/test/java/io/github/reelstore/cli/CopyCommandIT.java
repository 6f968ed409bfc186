package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
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
            statement.executeUpdate("INSERT INTO video_projects (id, profile_id, title, created_at, updated_at)"
                    + " WITH RECURSIVE odd (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM odd WHERE i < 1002)"
                    + " SELECT 'odd-' || i, profile_id, 'A' || char(0), created_at, updated_at FROM video_projects, odd");
        }

        Cli.Result result = cli.run(to());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("video_projects \"odd-1\": title contains NUL", "... and 2 more", "1002 values of the source");
        assertThat(result.err().lines()).hasSize(1_002);
        assertThat(cli.text(to("--as-shown"))).contains("... and 982 more", "Both sides are equal");
    }

    @Test
    void wrongUsageIsRefusedInOneSentence() {
        assertThat(cli.run("copy").err()).contains("Name the target: --to-database URL, --to-storage URL");
        assertThat(cli.run("copy").status()).isEqualTo(2);
        assertThat(cli.run(to("--switch", "--verify")).status()).isEqualTo(2);
        assertThat(cli.run(to("--threads", "0")).status()).isEqualTo(2);
        assertThat(cli.run("copy", "--reopen", "--switch").status()).isEqualTo(2);
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
