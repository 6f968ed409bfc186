package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RestoreCommandIT {

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""));
    private String key = "";

    @BeforeEach
    void setUp() throws IOException {
        cli = Cli.withStore(folder);
        String project = cli.project("Dusk");
        JsonNode image = cli.json(
                "image", "add", Samples.LIGHTHOUSE_PNG.in(folder).toString(), "--project", project, "--provider", "p");
        key = image.get("filePath").asString();
        cli.json("backup", "saved");
        cli.project("Later");
    }

    private List<String> titles() {
        return cli.json("project", "list")
                .get("items")
                .valueStream()
                .map(item -> item.get("title").asString())
                .toList();
    }

    @Test
    void printsTheResultAndTheNextCommands() throws IOException {
        Files.move(cli.storage().resolve(key), folder.resolve("moved"));
        Files.createDirectories(folder.resolve("saved/media"));

        String text = cli.text("restore", "saved");

        assertThat(text)
                .contains("Restored", cli.database().toString() + ".before-restore-")
                .contains("2 in the backup, 1 of them missing", "Missing in the blob store:\n  " + key + "\n")
                .contains("cp -R -n " + folder.toRealPath() + "/saved/media/. ")
                .contains("reelstore doctor\n", "reelstore verify\n", "undelete --orphans\n", "To go back")
                .doesNotContain("--rebind");
        assertThat(titles()).containsExactly("Dusk");
    }

    @Test
    void thePrintedCommandsRestoreTheOldDatabase() {
        JsonNode restored = cli.json("restore", "saved");
        assertThat(titles()).containsExactly("Dusk");
        assertThat(restored.get("files").asInt()).isEqualTo(2);
        assertThat(restored.get("missing").asInt()).isZero();
        assertThat(restored.get("firstMissing")).isEmpty();
        assertThat(Path.of(restored.get("previous").asString())).isRegularFile();
        for (JsonNode command : restored.get("back")) {
            cli.json(command.asString().substring("reelstore ".length()).split(" "));
        }
        assertThat(titles()).containsExactlyInAnyOrder("Dusk", "Later");
        for (JsonNode command : restored.get("next")) {
            assertThat(cli.run(command.asString()
                                    .substring("reelstore ".length())
                                    .split(" "))
                            .status())
                    .isZero();
        }
    }

    @Test
    void manyMissingFilesAreCounted() throws IOException, SQLException {
        Path list = folder.resolve("saved/files.txt");
        StringBuilder keys = new StringBuilder();
        IntStream.range(0, 1_000)
                .forEach(i -> keys.append("projects/none/images/").append(i).append(".png\n"));
        Files.writeString(list, keys + Files.readString(list));
        inBackup(
                "saved",
                "INSERT INTO image_generations (id, profile_id, provider, file_path, created_at, updated_at)"
                        + " WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)"
                        + " SELECT i, 'default', 'p', 'projects/none/images/' || i || '.png', '2026-01-01T00:00:00.000000Z',"
                        + " '2026-01-01T00:00:00.000000Z' FROM n");
        JsonNode restored = cli.json("restore", "saved");
        assertThat(restored.get("missing").asInt()).isEqualTo(1_000);
        assertThat(restored.get("firstMissing").size()).isEqualTo(100);
        assertThat(cli.text("restore", "saved"))
                .contains("19.png\n  and 980 more\n")
                .doesNotContain("20.png");
    }

    @Test
    void aMissingDatabaseHasNoOldOne() throws IOException {
        Files.delete(cli.database());
        JsonNode restored = cli.json("restore", "saved");
        assertThat(restored.get("previous").isNull()).isTrue();
        assertThat(restored.get("back")).isEmpty();
        assertThat(titles()).containsExactly("Dusk");
    }

    @Test
    void aBlobStoreWithoutAnIdNeedsRebind() throws IOException {
        Files.delete(cli.storage().resolve(".reelstore/store-id"));
        JsonNode restored = cli.json("restore", "saved");
        assertThat(restored.get("next").valueStream().map(JsonNode::asString)).contains("reelstore init --rebind");
        cli.json("init", "--rebind");
        assertThat(cli.run("verify").status()).isZero();
    }

    private void inBackup(String backup, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(backup + "/reelstore.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private JsonNode image(Samples sample) {
        String project =
                cli.json("project", "list").get("items").get(0).get("id").asString();
        return cli.json("image", "add", sample.in(folder).toString(), "--project", project, "--provider", "p");
    }

    @Test
    void storingAfterARestoreKeepsFilesFromBeforeTheRestore() {
        String orphan = image(Samples.HARBOUR_JPEG_NAMED_PNG).get("filePath").asString();
        cli.json("restore", "saved");
        Path other = Samples.LIGHTHOUSE_PNG.in(folder, "other.png", new byte[] {1, 2, 3});
        String project =
                cli.json("project", "list").get("items").get(0).get("id").asString();
        cli.json("image", "add", other.toString(), "--project", project, "--provider", "p");

        assertThat(cli.run("verify", "--json").json().get("problems"))
                .isNotEmpty()
                .allSatisfy(
                        problem -> assertThat(problem.get("origin").asString()).isEqualTo("after_backup"));
        JsonNode collected = cli.run("gc", "--orphans", "--grace", "0s", "--max-orphans", "99", "--json")
                .json();
        assertThat(collected.get("orphans").asInt()).isZero();
        assertThat(collected.get("kept").asInt()).isPositive();
        assertThat(cli.storage().resolve(orphan)).exists();
        cli.json("undelete", "--orphans");
        assertThat(cli.run("verify").status()).isZero();
    }

    /** The file may have been used again after the backup. */
    @Test
    void filesDeletedBeforeTheBackupStayForAnotherGracePeriod() throws SQLException {
        JsonNode deleted = image(Samples.HARBOUR_JPEG_NAMED_PNG);
        cli.json("image", "delete", deleted.get("id").asString(), "--yes");
        cli.json("backup", "second");
        inBackup("second", "UPDATE blob_tombstones SET created_at = '2026-01-01T00:00:00.000000Z'");

        cli.json("restore", "second");

        assertThat(cli.json("gc").get("tombstones").asInt()).isZero();
        assertThat(cli.storage().resolve(deleted.get("filePath").asString())).exists();
    }

    @Test
    void anEmptyBlobStoreMayNotBeMounted() throws IOException {
        Files.move(cli.storage(), folder.resolve("unmounted"));
        Files.createDirectory(cli.storage());

        JsonNode restored = cli.json("restore", "saved");

        assertThat(restored.get("next").valueStream().map(JsonNode::asString))
                .isNotEmpty()
                .noneMatch(command -> command.contains("--rebind"));
        assertThat(cli.text("restore", "saved")).contains("Is its disk mounted");
    }

    @Test
    void aDamagedOldDatabaseIsKept() throws IOException {
        byte[] bytes = Files.readAllBytes(cli.database());
        Arrays.fill(bytes, 100, bytes.length, (byte) 'x');
        Files.write(cli.database(), bytes);

        assertThat(cli.text("restore", "saved")).contains("cannot be opened").doesNotContain("To go back");
        assertThat(titles()).containsExactly("Dusk");
    }

    @Test
    void aFileThatIsNotADatabaseIsNotReplaced() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "notes");

        Result refused = cli.run("--database", "jdbc:sqlite:notes.txt", "restore", "saved");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("is not an SQLite database", "move it away");
        assertThat(notes).hasContent("notes");
    }

    @Test
    void aListThatWasCutAtALineBreakIsRefused() throws IOException {
        Path list = folder.resolve("saved/files.txt");
        List<String> lines = Files.readAllLines(list);
        Files.writeString(list, lines.get(0) + "\n");

        Result refused = cli.run("restore", "saved");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("has 1 files", "refer to " + lines.size());
        assertThat(titles()).containsExactlyInAnyOrder("Dusk", "Later");
    }

    @Test
    void invalidBackupsAreRefusedAndCreateNothing() throws IOException {
        Cli other = new Cli(Files.createDirectory(folder.resolve("other")));
        for (String wrong : List.of("none", folder.resolve("moved").toString(), folder.toString())) {
            Result refused = other.run("restore", wrong, "--json");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.error().get("message").asString()).contains("backup");
        }
        assertThat(folder.resolve("other")).isEmptyDirectory();
        assertThat(cli.run("restore").status()).isEqualTo(2);
        assertThat(cli.run("restore", "a", "b").status()).isEqualTo(2);
        assertThat(cli.run("--database", "jdbc:postgresql://localhost/x", "restore", "saved")
                        .err())
                .contains("docs/postgres.md");
    }

    @Test
    void anotherStoresBackupIsRefused() throws IOException {
        Cli other = new Cli(Files.createDirectory(folder.resolve("other")));
        other.json("init");
        Result refused = other.run("restore", folder.resolve("saved").toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("another store");
    }

    /** Leaves the files of a restore that was killed before or after its last move. */
    private void simulateKilledRestore(String stamp, boolean moved) throws IOException {
        Path database = cli.database().toRealPath();
        Path oldDatabase = Path.of(database + ".before-restore-" + stamp);
        Path copy = Path.of(database + ".restore-copy");
        Files.createLink(oldDatabase, database);
        Files.copy(folder.resolve("saved/reelstore.db"), copy);
        Files.writeString(
                Path.of(database + ".restore"), "reelstore restore 1\n" + oldDatabase.getFileName() + "\n1 2\nend\n");
        if (moved) {
            Files.move(copy, database, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void theNextCommandReportsWhichDatabaseIsInPlace() throws IOException {
        simulateKilledRestore("1", false);
        Result old = cli.run("project", "list");
        assertThat(old.err()).contains("you are still using the old database").hasLineCount(1);
        assertThat(old.out()).contains("Later");
        assertThat(cli.run("project", "list").err()).isEmpty();

        simulateKilledRestore("2", true);
        Result restored = cli.run("doctor");
        assertThat(restored.err())
                .contains("you are now using the restored database", ".before-restore-")
                .hasLineCount(1);
        assertThat(cli.text("project", "list")).doesNotContain("Later");

        simulateKilledRestore("3", true);
        assertThat(titles()).containsExactly("Dusk");
    }
}
