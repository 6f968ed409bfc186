package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.EarlierSchemas;
import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** After an old copy of the database is put back, files stored since then get rows again. */
class RestoredStoreIT {

    @TempDir
    private Path folder;

    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    private void copyDatabase() {
        cli.json("backup", "copy");
    }

    private void putCopyBack() throws IOException {
        deleteDatabase();
        Files.copy(folder.resolve("copy/reelstore.db"), cli.database());
    }

    private void deleteDatabase() throws IOException {
        for (String end : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(cli.database() + end));
        }
    }

    /** Until schema version 4, a database got its id with the first file. */
    private void putEmptyDatabaseWithoutIdBack() throws IOException, SQLException {
        deleteDatabase();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(EarlierSchemas.dump("sqlite", 4));
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'reelstore_schema_history'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
    }

    private String add(String project, String command, Samples sample, String... more) {
        List<String> all =
                new ArrayList<>(List.of(command, "add", sample.in(folder).toString(), "--project", project));
        all.addAll(List.of(more));
        return cli.json(all.toArray(new String[0])).get("id").asString();
    }

    /** Adds one file of each kind; returns the number of files without thumbnails. */
    private int addOneOfEach(String project) {
        add(project, "image", Samples.LIGHTHOUSE_PNG, "--provider", "p");
        add(project, "audio", Samples.NARRATION_EN_MP3, "--provider", "p");
        add(project, "video", Samples.VIDEO_MP4, "--prompt", "p");
        cli.json("video", "final", Samples.VIDEO_MP4.in(folder).toString(), "--project", project);
        return 4;
    }

    private void assertAllIsRestored(String project, int files) {
        JsonNode verified = cli.run("verify", "--json").json();
        assertThat(verified.get("problems")).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.get("kind").asString()).isEqualTo("orphan");
            assertThat(problem.get("origin").asString()).isEqualTo("after_backup");
        });
        assertThat(verified.get("afterBackup").asInt())
                .isEqualTo(verified.get("problems").size());
        assertThat(cli.run("gc", "--orphans", "--grace", "0s").status()).isNotZero();
        JsonNode preview = cli.json("undelete", "--orphans", "--dry-run");
        assertThat(preview.get("made").asInt()).isEqualTo(files);
        assertThat(preview.get("files")).hasSize(files);

        JsonNode back = cli.json("undelete", "--orphans");

        assertThat(back.get("made").asInt()).isEqualTo(files);
        assertThat(back.get("files"))
                .allSatisfy(file -> assertThat(file.get("project").asString()).isEqualTo(project));
        assertThat(cli.text("undelete", "--orphans")).isEqualTo("Created 0 rows for files without a row.\n");
        assertThat(cli.text("verify", "--deep")).contains("no problems");
        assertThat(cli.json("gc", "--orphans", "--grace", "0s").get("orphans").asInt())
                .isZero();
        assertThat(cli.text("verify", "--deep")).contains("no problems");
    }

    /** The blob store got its id after the copy; it equals the id in the copy. */
    @Test
    void aDatabaseFromBeforeTheFirstFileBelongsToItsBlobStore() throws IOException {
        String project = cli.project("Dusk");
        copyDatabase();
        int files = addOneOfEach(project);
        putCopyBack();

        assertAllIsRestored(project, files);
        assertThat(cli.json("project", "show", project).toString()).contains("video.mp4");
    }

    @Test
    void aProjectCreatedAfterTheCopyIsRestoredToo() throws IOException {
        cli.json("init");
        copyDatabase();
        String project = cli.project("Dusk");
        int files = addOneOfEach(project);
        putCopyBack();

        assertAllIsRestored(project, files);
        assertThat(cli.json("project", "show", project).toString()).contains("Recovered project " + project);
    }

    @Test
    void aCopyWithoutAnIdTakesTheIdOfTheBlobStoreOnRebind() throws IOException, SQLException {
        String project = cli.project("Dusk");
        int files = addOneOfEach(project);
        putEmptyDatabaseWithoutIdBack();

        Result refused = cli.run("undelete", "--orphans", "--json");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.error().get("message").asString())
                .contains("init --rebind", "before the store's first file");
        assertThat(cli.run("init").status()).isEqualTo(1);
        cli.json("init", "--rebind");

        assertAllIsRestored(project, files);
    }

    @Test
    void filesThatAreNotMediaAreSkipped() throws IOException {
        String project = cli.project("Dusk");
        add(project, "image", Samples.LIGHTHOUSE_PNG, "--provider", "p");
        Path images = cli.storage().resolve("projects/" + project + "/images");
        Files.writeString(images.resolve("text.png"), "text");
        Path lost = images.resolve("lost.png");
        Files.copy(Samples.LIGHTHOUSE_PNG.in(folder), lost);
        Files.setLastModifiedTime(lost, FileTime.from(Instant.now().minusSeconds(60)));

        Result result = cli.run("undelete", "--orphans", "--json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json().get("made").asInt()).isOne();
        assertThat(result.json().get("skipped").asInt()).isOne();
        assertThat(cli.run("undelete", "--orphans").out()).contains("skipped", "text.png", "skipped 1 file");
        assertThat(cli.run("verify", "--deep", "--json").json().get("problems"))
                .as("lost.png has a row with the right hash")
                .singleElement()
                .satisfies(problem -> assertThat(problem.get("key").asString()).endsWith("text.png"));
    }

    @Test
    void invalidArgumentsAreRefused() {
        assertThat(cli.run("undelete").status()).isEqualTo(2);
        assertThat(cli.run("undelete", "--orphans", "projects/x/a.png").status())
                .isEqualTo(2);
        assertThat(cli.run("undelete", "projects/x/images/a.png", "--dry-run").status())
                .isEqualTo(2);
        Result none = cli.run("undelete", "projects/x/images/a.png", "--json");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.error().get("type").asString()).isEqualTo("NotFound");
    }
}
