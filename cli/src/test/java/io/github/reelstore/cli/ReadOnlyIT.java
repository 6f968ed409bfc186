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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --read-only} and {@code reelstore.database.read-only}. */
class ReadOnlyIT {

    @TempDir
    Path folder;

    private Cli cli;
    private String project;
    private String image;
    private String key;

    @BeforeEach
    void createStore() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
        var row = cli.json(
                "image", "add", Samples.LIGHTHOUSE_PNG.in(folder).toString(), "--project", project, "--provider", "p");
        image = row.get("id").asString();
        key = row.get("filePath").asString();
    }

    /** Every file and folder of the store with its size and time of change. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder.resolve("reelstore-data"))) {
            for (Path file : all.toList()) {
                files.put(
                        file.toString(),
                        Files.isDirectory(file) ? "" : Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    private String[] with(String command) {
        return command.replace("PROJECT", project)
                .replace("IMAGE", image)
                .replace("KEY", key)
                .split(" ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "project list",
                "project show PROJECT",
                "image list --json",
                "cat KEY",
                "verify --deep",
                "config show",
                "gc --dry-run",
                "job list",
                "job watch",
                "budget list",
                "cost"
            })
    void readingChangesNothing(String command) throws IOException {
        Result usual = cli.run(with(command));
        Map<String, String> before = files();

        Result result = cli.run(with("--read-only " + command));

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(files()).isEqualTo(before);
        if (!command.equals("config show")) {
            assertThat(result.bytes()).isEqualTo(usual.bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "project create --title New",
                "project update PROJECT --title New",
                "project delete PROJECT --yes",
                "image add lighthouse.png --project PROJECT --provider p",
                "image add lighthouse.png lighthouse.png --project PROJECT --provider p",
                "image update IMAGE --scene s",
                "image delete IMAGE --yes",
                "pair --project PROJECT --provider p --prompt p --image lighthouse.png",
                "gc",
                "gc --orphans",
                "restore backup",
                "job request --project PROJECT --provider p --kind image --prompt x",
                "budget set --per day 1 USD",
            })
    void writingIsRefused(String command) throws IOException {
        Map<String, String> before = files();

        Result result = cli.run(with("--json --read-only " + command));

        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(result.err()).contains("\"type\":\"ReadOnly\"", "The store is opened read-only");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void theOptionOfTheConfiguration() {
        cli.environment("REELSTORE_DATABASE_READ_ONLY", "true");

        assertThat(cli.json("project", "list").get("items")).hasSize(1);
        assertThat(cli.run("--json", "project", "create", "--title", "New")
                        .error()
                        .get("type")
                        .asString())
                .isEqualTo("ReadOnly");
    }

    /** Opening it as immutable would show the old title. */
    @Test
    void theWalOfACrashIsRead() throws IOException, SQLException {
        crashAfter("UPDATE video_projects SET title = 'From the wal'");
        Map<String, String> before = files();

        assertThat(cli.text("--read-only", "project", "list")).contains("From the wal");

        assertThat(files()).isEqualTo(before);
    }

    /** Puts what a killed writer leaves, without its -shm, which is not in every copy of a disk, in place. */
    private void crashAfter(String sql) throws IOException, SQLException {
        Path database = cli.database();
        Path wal = database.resolveSibling("reelstore.db-wal");
        Path copy = folder.resolve("copy");
        Path walCopy = folder.resolve("copy-wal");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute(sql);
            Files.copy(database, copy);
            Files.copy(wal, walCopy);
        }
        Files.move(copy, database, StandardCopyOption.REPLACE_EXISTING);
        Files.move(walCopy, wal);
    }

    /** Its -shm exists, so the changes of the live writer are followed. */
    @Test
    void aLiveWriterIsFollowed() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("UPDATE video_projects SET title = 'Live'");

            assertThat(cli.text("--read-only", "project", "list")).contains("Live");
        }
    }

    @Test
    void aStoreThatDoesNotExistIsNotCreated() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));

        Result result = new Cli(elsewhere).run("--read-only", "project", "list");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("is not created");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void anEmptyDatabaseIsNotUpgraded() throws IOException {
        Files.write(cli.database(), new byte[0]);

        Result result = cli.run("--read-only", "project", "list");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("open it once for writing");
        assertThat(cli.database()).isEmptyFile();
    }
}
