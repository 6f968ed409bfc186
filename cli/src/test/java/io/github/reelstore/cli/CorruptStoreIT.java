package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.cli.Cli.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a store whose database is marked as damaged. */
class CorruptStoreIT {

    @TempDir
    Path folder;

    private Cli cli;
    private String project;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
        cli.json("init");
        project = cli.project("Dusk");
    }

    private Path marker() {
        return Path.of(cli.database() + ".corrupt");
    }

    /** Damages the rows of images only. */
    private void damage() throws IOException, SQLException {
        long page;
        int size;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = 'image_generations'")) {
            page = row.getLong(1);
            size = row.getInt(2);
        }
        try (RandomAccessFile file = new RandomAccessFile(cli.database().toFile(), "rw")) {
            file.seek((page - 1) * size);
            byte[] garbage = new byte[size];
            Arrays.fill(garbage, (byte) 0xA5);
            file.write(garbage);
        }
    }

    @Test
    void writesAreRefusedAndReadsContinueUntilDoctorFindsNoDamage() throws Exception {
        Files.writeString(marker(), "as if");
        List<List<String>> writes = List.of(
                List.of("init"),
                List.of("init", "--rebind"),
                List.of("project", "create", "--title", "Dawn"),
                List.of("project", "update", project, "--status", "completed"),
                List.of("project", "delete", project, "--yes"),
                List.of("gc"),
                List.of("gc", "--orphans"),
                List.of("media", "refresh"),
                List.of("media", "refresh", "--missing"),
                List.of("backup", folder.resolve("b").toString()),
                List.of("demo"));
        for (List<String> write : writes) {
            Result text = cli.run(write.toArray(String[]::new));
            assertThat(text.status()).as("%s", write).isEqualTo(1);
            assertThat(text.out()).isEmpty();
            assertThat(text.err().lines())
                    .singleElement()
                    .asString()
                    .contains("was found damaged", "run \"reelstore doctor\"", "\"reelstore restore DIR\"");

            String[] json = Stream.concat(write.stream(), Stream.of("--json")).toArray(String[]::new);
            Result asJson = cli.run(json);
            assertThat(asJson.status()).isEqualTo(1);
            assertThat(asJson.err()).startsWith("{\"error\":{").contains("\"type\":\"Corrupt\"");
        }
        assertThat(cli.json("project", "list").get("items")).hasSize(1);
        cli.json("project", "show", project);
        cli.json("verify");
        cli.json("gc", "--dry-run");

        assertThat(cli.text("doctor"))
                .contains("✓ database intact", "found no damage, so it is writable again", "✓ database writable");
        assertThat(marker()).doesNotExist();
        cli.project("Dawn");
        assertThat(cli.text("doctor")).contains("✓ database intact", "no damage found");
    }

    @Test
    void doctorFindsDamageAndSaysWhatToDo() throws Exception {
        damage();

        for (int run = 0; run < 2; run++) {
            Result doctor = cli.run("doctor");
            assertThat(doctor.status()).isEqualTo(1);
            assertThat(doctor.out())
                    .contains("✗ database intact", "it is damaged (", "restore a backup with \"reelstore restore DIR\"")
                    .contains("✗ database writable", "was found damaged");
            assertThat(marker()).exists();
        }
        assertThat(cli.run("doctor", "--json").json().get("ok").asBoolean()).isFalse();
        assertThat(cli.run("project", "create", "--title", "Dawn").status()).isEqualTo(1);
        assertThat(cli.json("project", "list").get("items")).hasSize(1);
    }

    @Test
    void aTextFileIsNotADamagedStore() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "A letter. ".repeat(100));

        Result list = cli.run("--database", "jdbc:sqlite:" + letter, "project", "list", "--json");
        Result doctor = cli.run("--database", "jdbc:sqlite:" + letter, "doctor");

        assertThat(list.status()).isEqualTo(1);
        assertThat(list.err()).contains("\"type\":\"Configuration\"");
        assertThat(doctor.out()).contains("✗ database ").doesNotContain("intact");
        assertThat(folder.resolve("letter.txt.corrupt")).doesNotExist();
    }
}
