package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.SharedMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Runs the procedures of docs/ on SQLite and local disk in a shell, unchanged except for the placeholders in capitals, each after a
 * process was killed. {@code .ci/postgres-backup} runs those of docs/postgres.md.
 */
@Tag("journey")
class DocumentedProceduresIT {

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""));

    /** Puts the program on the PATH of the shell. */
    @BeforeEach
    void setUp() throws IOException {
        cli = new Cli(folder);
        Path program = Files.createDirectory(folder.resolve("bin")).resolve("reelstore");
        Files.writeString(
                program,
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp '%s' %s \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    @Tag("kill")
    void backupAndRestoreAfterAKilledProcess() throws Exception {
        String project = cli.project("Dusk");
        String before = image(project, Samples.LIGHTHOUSE_PNG);
        simulateKill(cli.database());
        runProcedure("consistency.md", "backup", Map.of("DIR", "backup", "STORAGE", "reelstore-data/media"));
        assertThat(folder.resolve("backup/media").resolve(before)).exists();

        String after = image(project, Samples.HARBOUR_JPEG_NAMED_PNG);
        cli.project("Later");
        Files.delete(cli.storage().resolve(before));
        simulateKill(cli.database());
        runProcedure("consistency.md", "restore", Map.of("DIR", "backup", "STORAGE", "reelstore-data/media"));

        assertThat(cli.json("project", "list").get("items").size()).isEqualTo(1);
        assertThat(keysOf(cli, project)).containsExactlyInAnyOrder(before, after);
    }

    @Test
    void aLostStoreIsRestoredFromItsBackup() throws Exception {
        String project = cli.project("Dusk");
        String image = image(project, Samples.LIGHTHOUSE_PNG);
        runProcedure("consistency.md", "backup", Map.of("DIR", "backup", "STORAGE", "reelstore-data/media"));
        Files.move(folder.resolve("reelstore-data"), folder.resolve("lost"));

        runProcedure("consistency.md", "restore", Map.of("DIR", "backup", "STORAGE", "reelstore-data/media"));

        assertThat(keysOf(cli, project)).containsExactly(image);
        image(project, Samples.HARBOUR_JPEG_NAMED_PNG);
    }

    @Test
    @Tag("kill")
    void aStoreIsMovedAfterAKilledProcess() throws Exception {
        String project = cli.project("Dusk");
        String image = image(project, Samples.LIGHTHOUSE_PNG);
        simulateKill(cli.database());
        runProcedure(
                "consistency.md", "move", Map.of("DIR", "backup", "NEW", "moved", "STORAGE", "reelstore-data/media"));

        Cli moved = new Cli(folder)
                .environment("REELSTORE_DATABASE_URL", "jdbc:sqlite:moved/reelstore.db")
                .environment("REELSTORE_STORAGE_URL", "file:moved/media");
        assertThat(keysOf(moved, project)).containsExactly(image);
        assertThat(fillers(folder.resolve("moved/reelstore.db"))).isEqualTo(300);
        moved.json("image", "add", file(Samples.HARBOUR_JPEG_NAMED_PNG), "--project", project, "--provider", "p");
    }

    @Test
    void aStoreIsCopiedAndSwitched() throws Exception {
        String project = cli.project("Dusk");
        String image = image(project, Samples.LIGHTHOUSE_PNG);
        Files.createDirectory(folder.resolve("new"));
        Files.writeString(folder.resolve("new.properties"), """
                reelstore.database.url=jdbc:sqlite:new/reelstore.db
                reelstore.storage.url=file:new/media
                """);

        runProcedure("copy.md", "copy", Map.of("NEW", "new"));

        Cli moved = new Cli(folder)
                .environment("REELSTORE_DATABASE_URL", "jdbc:sqlite:new/reelstore.db")
                .environment("REELSTORE_STORAGE_URL", "file:new/media");
        assertThat(keysOf(moved, project)).containsExactly(image);
        moved.project("in the new store");
        assertThat(cli.run("project", "create", "--title", "too late").err()).contains("was moved to");
    }

    @Test
    void aCopyWithoutTheStoreIdIsAcceptedAfterRebind() throws Exception {
        String project = cli.project("Dusk");
        image(project, Samples.LIGHTHOUSE_PNG);
        try (Stream<Path> files = Files.walk(cli.storage().resolve(".reelstore"))) {
            files.sorted((one, other) -> other.compareTo(one))
                    .forEach(file -> assertThat(file.toFile().delete()).isTrue());
        }
        Cli.Result refused =
                cli.run("image", "add", file(Samples.HARBOUR_JPEG_NAMED_PNG), "--project", project, "--provider", "p");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("--rebind");

        runProcedure("consistency.md", "rebind", Map.of());

        image(project, Samples.HARBOUR_JPEG_NAMED_PNG);
    }

    @Test
    @Tag("kill")
    void anAdoptionIsUndoneAfterAKilledProcess() throws Exception {
        Path file = folder.resolve("app.db");
        LegacyDatabase app = LegacyDatabase.hotWal(file, Shape.LOOSE_35, SharedMemory.KEPT);
        String profile = app.profiles().get(0);
        String backup = cli.json("adopt", "app.db").get("backup").asString();
        List<String> original = contents(Path.of(backup));
        Cli store = adopted(profile);
        String project = store.project("Added by the store");
        String image = store.json("image", "add", file(Samples.LIGHTHOUSE_PNG), "--project", project, "--provider", "p")
                .get("filePath")
                .asString();
        simulateKill(file);
        List<String> adoptedContents = contents(file);
        simulateKill(file);

        runProcedure("adoption.md", "undo an adoption", Map.of("APP", "app.db", "BACKUP", backup));

        assertThat(contents(file)).isEqualTo(original);
        assertThat(contents(folder.resolve("undone/app.db"))).hasSizeGreaterThanOrEqualTo(adoptedContents.size());

        runProcedure(
                "adoption.md",
                "adopt again",
                Map.of("APP", "app.db", "STORAGE", "app-media", "PROFILE", profile, "PROJECT", project));
        assertThat(keysOf(adopted(profile), project)).containsExactly(image);
    }

    /** The columns are added to an existing table, the other tables are created. */
    @Test
    void theDocumentedStatementsDropWhatAdoptionAdded() throws Exception {
        Path file = folder.resolve("app.db");
        LegacyDatabase app = LegacyDatabase.create(file, Shape.STRICT_35);
        Path backup = Path.of(cli.json("adopt", "app.db").get("backup").asString());
        List<String> original = contents(backup);
        Cli store = adopted(app.profiles().get(0));
        String project = store.project("Added by the store");
        store.json("video", "add", file(Samples.VIDEO_MP4), "--project", project, "--prompt", "The lamp turns on");
        assertThat(contents(file)).isNotEqualTo(original);

        Files.copy(backup, folder.resolve("again.db"));
        JsonNode plan = cli.json("adopt", "again.db", "--plan");
        List<String> steps = documentedSteps();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = OFF");
            for (String step : steps) {
                if (step.startsWith("DELETE ")) {
                    statement.executeUpdate(step);
                }
                for (String name : namesFor(step, plan)) {
                    statement.executeUpdate(step + " " + name);
                }
            }
        }
        assertThat(contents(file)).isEqualTo(original);
    }

    /** The statements of the numbered list, in order. */
    private static List<String> documentedSteps() throws IOException {
        List<String> steps = Files.readAllLines(Path.of("../docs/adoption.md")).stream()
                .filter(line -> line.matches("\\d[.] `.*"))
                .map(line -> line.replaceFirst("\\d[.] `([^`]*)`.*", "$1"))
                .toList();
        assertThat(steps).hasSize(4);
        return steps;
    }

    private static List<String> namesFor(String step, JsonNode plan) {
        String kind = step.endsWith("INDEX") ? "indexes" : step.endsWith("COLUMN") ? "columns" : "tables";
        List<String> names = new ArrayList<>();
        if (!step.startsWith("DELETE ")) {
            plan.get(kind).forEach(name -> names.add(name.asString()));
            assertThat(names).as(step).isNotEmpty();
        }
        return names;
    }

    private Cli adopted(String profile) {
        return new Cli(folder)
                .environment("REELSTORE_DATABASE_URL", "jdbc:sqlite:app.db")
                .environment("REELSTORE_STORAGE_URL", "file:app-media")
                .environment("REELSTORE_PROFILE", profile);
    }

    private String file(Samples sample) {
        return sample.in(folder).toString();
    }

    private String image(String project, Samples sample) {
        return cli.json("image", "add", file(sample), "--project", project, "--provider", "p")
                .get("filePath")
                .asString();
    }

    private static List<String> keysOf(Cli cli, String project) {
        List<String> keys = new ArrayList<>();
        cli.json("image", "list", "--project", project)
                .get("items")
                .forEach(row -> keys.add(row.get("filePath").asString()));
        assertThat(cli.run("verify", "--deep", "--json").json().get("problems"))
                .allSatisfy(
                        problem -> assertThat(problem.get("kind").asString()).isEqualTo("external"));
        return keys;
    }

    /** Runs the code block below the comment with its name; the script must succeed. */
    private void runProcedure(String page, String name, Map<String, String> names)
            throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(Path.of("../docs", page));
        int begin = lines.indexOf("<!-- DocumentedProceduresIT runs this: " + name + " -->");
        assertThat(begin).as(name).isNotNegative();
        assertThat(lines.get(begin + 1)).isEqualTo("```sh");
        List<String> block = lines.subList(begin + 2, lines.size());
        String script = String.join("\n", block.subList(0, block.indexOf("```")));
        for (Map.Entry<String, String> entry : names.entrySet()) {
            assertThat(script).contains(entry.getKey());
            script = script.replaceAll("\\b" + entry.getKey() + "\\b", entry.getValue());
        }
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", script).redirectErrorStream(true);
        shell.directory(folder.toFile())
                .environment()
                .merge("PATH", folder.resolve("bin") + ":", (path, bin) -> bin + path);
        Process running = shell.start();
        String printed = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(name + ": " + printed).isZero();
    }

    /** Leaves the database like a killed process: the last writes are only in the {@code -wal} file. */
    private void simulateKill(Path database) throws IOException, SQLException {
        Path open = Files.createTempDirectory(folder, "open").resolve("reelstore.db");
        Files.copy(database, open);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + open);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS filler (text)");
            statement.executeUpdate("INSERT INTO filler WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                    + " WHERE i < 300) SELECT hex(randomblob(1000)) FROM n");
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.copy(Path.of(open + suffix), Path.of(database + suffix), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThat(Path.of(database + "-wal")).isNotEmptyFile();
    }

    private static int fillers(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM filler")) {
            return count.getInt(1);
        }
    }

    /** All definitions and rows of an intact database, as text. */
    private static List<String> contents(Path database) throws SQLException {
        List<String> contents = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            assertThat(rows(statement, "PRAGMA integrity_check")).containsExactly("ok|");
            List<String> definitions = rows(
                    statement,
                    "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name");
            contents.addAll(definitions);
            for (String table : rows(
                    statement,
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")) {
                String name = table.substring(0, table.length() - 1);
                rows(statement, "SELECT * FROM \"" + name + "\" ORDER BY rowid")
                        .forEach(row -> contents.add(name + " " + row));
            }
        }
        return contents;
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.append(rows.getString(column)).append('|');
                }
                all.add(row.toString());
            }
        }
        return all;
    }
}
