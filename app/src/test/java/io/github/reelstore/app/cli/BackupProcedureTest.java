package io.github.reelstore.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands that docs/consistency.md gives for backup and restore, word for word, after a process that died. */
class BackupProcedureTest {

    @TempDir
    Path folder;

    @Test
    void backupAndRestoreAsDocumented() throws Exception {
        Cli cli = new Cli(folder);
        String project = cli.project("Dusk");
        JsonNode image = cli.json(
                "image", "add", Samples.LIGHTHOUSE_PNG.in(folder).toString(), "--project", project, "--provider", "p");
        Files.createDirectory(folder.resolve("DIR"));
        walk(cli, "## Backups", 3);
        assertThat(folder.resolve("DIR/media").resolve(image.get("filePath").asString()))
                .exists();

        cli.project("Later");
        die(cli.database());
        Files.delete(cli.storage().resolve(image.get("filePath").asString()));
        walk(cli, "### Restore", 4);

        assertThat(cli.json("project", "list").get("items").size()).isEqualTo(1);
        assertThat(cli.json("verify").get("problems").asInt()).isZero();
    }

    /** Each line of the first block below the heading has to end well. */
    private void walk(Cli cli, String heading, int commands) throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(Path.of("../docs/consistency.md"));
        List<String> block = lines.subList(lines.indexOf(heading), lines.size());
        block = block.subList(block.indexOf("```sh") + 1, block.size());
        block = block.subList(0, block.indexOf("```"));
        assertThat(block).hasSize(commands);
        for (String line : block) {
            String filled = line.replace("STORAGE", cli.storage().toString());
            if (line.startsWith("reelstore ")) {
                cli.text(filled.substring("reelstore ".length()).split(" "));
            } else if (line.startsWith("rsync ") && !isInstalled("rsync")) {
                copy(filled);
            } else {
                Process shell = new ProcessBuilder("sh", "-c", filled)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();
                assertThat(shell.waitFor()).as(line).isZero();
            }
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** What rsync does with these options. */
    private void copy(String command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        Path to = folder.resolve(words.remove(words.size() - 1));
        Path from = folder.resolve(words.remove(words.size() - 1));
        String list = words.get(words.size() - 1);
        List<Path> files;
        if (list.startsWith("--files-from=")) {
            files = Files.readAllLines(folder.resolve(list.substring("--files-from=".length()))).stream()
                    .map(Path::of)
                    .toList();
        } else {
            assertThat(list).isEqualTo("--ignore-existing");
            try (Stream<Path> all = Files.walk(from)) {
                files = all.filter(Files::isRegularFile).map(from::relativize).toList();
            }
        }
        for (Path file : files) {
            if (!Files.exists(to.resolve(file))) {
                Files.createDirectories(to.resolve(file).getParent());
                Files.copy(from.resolve(file), to.resolve(file));
            }
        }
    }

    /** Leaves the database as a process does that dies: what it wrote last is in the {@code -wal}. */
    private void die(Path database) throws IOException, SQLException {
        Path living = Files.createDirectory(folder.resolve("living")).resolve("reelstore.db");
        Files.copy(database, living);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + living);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            statement.execute("CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                    + " WHERE i < 300) SELECT hex(randomblob(1000)) AS text FROM n");
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.copy(Path.of(living + suffix), Path.of(database + suffix), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThat(Path.of(database + "-wal")).isNotEmptyFile();
    }
}
