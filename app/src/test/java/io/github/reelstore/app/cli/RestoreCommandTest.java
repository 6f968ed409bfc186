package io.github.reelstore.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.app.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RestoreCommandTest {

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""));
    private String key = "";

    @BeforeEach
    void fillAndBackUp() throws IOException {
        cli = new Cli(folder);
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
    void itSaysWhatIsWhereAndHowToGoOn() throws IOException {
        Files.move(cli.storage().resolve(key), folder.resolve("moved"));
        Files.createDirectories(folder.resolve("saved/media"));

        String said = cli.text("restore", "saved");

        assertThat(said)
                .contains("Restored", cli.database().toString() + ".before-restore-")
                .contains("2 in the backup, 1 of them missing", "Missing in the storage:\n  " + key + "\n")
                .contains("cp -R -n " + folder.toRealPath() + "/saved/media/. ")
                .contains("reelstore doctor\n", "reelstore verify\n", "undelete --orphans\n", "To go back")
                .doesNotContain("--rebind");
        assertThat(titles()).containsExactly("Dusk");
    }

    @Test
    void whatItPrintsForGoingBackGoesBack() {
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
    void manyMissingFilesAreCounted() throws IOException {
        Path list = folder.resolve("saved/files.txt");
        StringBuilder keys = new StringBuilder();
        IntStream.range(0, 1_000)
                .forEach(i -> keys.append("projects/none/images/").append(i).append(".png\n"));
        Files.writeString(list, keys);
        JsonNode restored = cli.json("restore", "saved");
        assertThat(restored.get("missing").asInt()).isEqualTo(1_000);
        assertThat(restored.get("firstMissing").size()).isEqualTo(100);
        assertThat(cli.text("restore", "saved"))
                .contains("19.png\n  and 980 more\n")
                .doesNotContain("20.png");
    }

    @Test
    void aDatabaseThatIsGoneHasNoOldOne() throws IOException {
        Files.delete(cli.database());
        JsonNode restored = cli.json("restore", "saved");
        assertThat(restored.get("previous").isNull()).isTrue();
        assertThat(restored.get("back")).isEmpty();
        assertThat(titles()).containsExactly("Dusk");
    }

    @Test
    void aStorageWithoutAnIdIsToBeBoundAgain() throws IOException {
        Files.delete(cli.storage().resolve(".reelstore/store-id"));
        JsonNode restored = cli.json("restore", "saved");
        assertThat(restored.get("next").valueStream().map(JsonNode::asString)).contains("reelstore init --rebind");
        cli.json("init", "--rebind");
        assertThat(cli.run("verify").status()).isZero();
    }

    @Test
    void wrongBackupsAreRefusedAndMakeNothing() throws IOException {
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

    /** What a restore leaves that dies before or after its last move. */
    private void die(String stamp, boolean moved) throws IOException {
        Path database = cli.database().toRealPath();
        Path aside = Path.of(database + ".before-restore-" + stamp);
        Path copy = Path.of(database + ".restore-copy");
        Files.createLink(aside, database);
        Files.copy(folder.resolve("saved/reelstore.db"), copy);
        Files.writeString(Path.of(database + ".restore"), "reelstore restore 1\n" + aside.getFileName() + "\nend\n");
        if (moved) {
            Files.move(copy, database, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void theNextCommandSaysWhichDatabaseThereIs() throws IOException {
        die("1", false);
        Result old = cli.run("project", "list");
        assertThat(old.err()).contains("it is the old one still").hasLineCount(1);
        assertThat(old.out()).contains("Later");
        assertThat(cli.run("project", "list").err()).isEmpty();

        die("2", true);
        Result restored = cli.run("doctor");
        assertThat(restored.err())
                .contains("it is the restored one now", ".before-restore-")
                .hasLineCount(1);
        assertThat(cli.text("project", "list")).doesNotContain("Later");

        die("3", true);
        assertThat(titles()).containsExactly("Dusk");
    }
}
