package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code gc}, {@code undelete}, {@code repair}, {@code backup}, and the commands that delete one row. */
class HousekeepingCommandsIT {

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""));
    private String project = "";

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    private JsonNode image(Samples sample) {
        return cli.json("image", "add", sample.in(folder).toString(), "--project", project, "--provider", "p");
    }

    private Path file(JsonNode row) {
        return cli.storage().resolve(row.get("filePath").asString());
    }

    @Test
    void aDeletedFileIsCollectedAndCannotBeRestored() {
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        String key = image.get("filePath").asString();

        assertThat(cli.text("image", "delete", image.get("id").asString(), "--yes"))
                .contains("Deleted image", "1 row; 2 files to be collected");
        assertThat(cli.json("gc").get("tombstones").asInt()).isZero();
        assertThat(cli.json("gc", "--grace", "0s", "--dry-run")
                        .get("tombstones")
                        .asInt())
                .isEqualTo(2);
        assertThat(file(image)).exists();
        assertThat(cli.text("gc", "--grace", "PT0S")).isEqualTo("Removed 2 deleted files.\n");

        assertThat(file(image)).doesNotExist();
        Result tooLate = cli.run("undelete", key, "--json");
        assertThat(tooLate.status()).isEqualTo(1);
        assertThat(tooLate.error().get("type").asString()).isEqualTo("NotFound");
    }

    @Test
    void aDeletedFileIsRestoredUnderItsKey() {
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        String key = image.get("filePath").asString();
        cli.json("image", "delete", image.get("id").asString(), "--yes");
        assertThat(cli.run("cat", key, "--output", folder.resolve("a.png").toString())
                        .status())
                .isEqualTo(1);

        JsonNode back = cli.json("undelete", key);

        assertThat(back.get("row").asString()).isEqualTo("image");
        cli.json("gc", "--grace", "0s", "--orphans");
        cli.json("cat", key, "--output", folder.resolve("b.png").toString());
        assertThat(folder.resolve("b.png")).hasSameBinaryContentAs(Samples.LIGHTHOUSE_PNG.in(folder));
        assertThat(cli.text("verify", "--deep")).contains("no problems");
    }

    @Test
    void audioAndVideosAreDeletedToo() {
        String audio = cli.json(
                        "audio",
                        "add",
                        Samples.NARRATION_EN_MP3.in(folder).toString(),
                        "--project",
                        project,
                        "--provider",
                        "p")
                .get("id")
                .asString();
        String video = cli.json(
                        "video",
                        "add",
                        Samples.VIDEO_MP4.in(folder).toString(),
                        "--project",
                        project,
                        "--prompt",
                        "p",
                        "--audio",
                        audio)
                .get("id")
                .asString();
        assertThat(cli.run("audio", "delete", audio, "--yes").err())
                .contains(audio + " is used by the video " + video + "; delete it first.");
        assertThat(cli.json("video", "delete", video, "--yes").get("tombstones").asInt())
                .as("the video and its thumbnail")
                .isEqualTo(2);
        assertThat(cli.json("audio", "delete", audio, "--yes").get("rows").asInt())
                .isOne();
        assertThat(cli.run("video", "delete", video, "--yes").status()).isEqualTo(1);
        assertThat(cli.run("video", "delete", video).status()).isEqualTo(2);
        assertThat(cli.screens(Terminal.Channel.STDIN, Terminal.Channel.STDERR)
                        .typing("n\n")
                        .run("image", "delete", "x")
                        .err())
                .contains("Nothing was deleted");
    }

    @Test
    void filesWithoutRowsAreRemovedOnlyOnRequest() throws IOException {
        image(Samples.LIGHTHOUSE_PNG);
        Path orphan = cli.storage().resolve("projects/" + project + "/images/left.png");
        Files.writeString(orphan, "left");

        cli.json("gc", "--grace", "0s");
        assertThat(orphan).exists();
        assertThat(cli.text("gc", "--orphans"))
                .contains("0 files without a row", "Skipped 1 file without a row within the grace period (--grace).");
        assertThat(cli.json("gc", "--orphans").get("young").asInt()).isOne();
        assertThat(orphan).exists();
        Result refused = cli.run("gc", "--grace", "0s", "--orphans", "--json");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.error().get("message").asString()).contains("1 of 3 files", "undelete --orphans");
        assertThat(cli.run("gc", "--grace", "0s", "--orphans", "--profile", "default")
                        .err())
                .doesNotContain("\"reelstore ")
                .contains("\n  reelstore --profile default undelete --orphans\n")
                .endsWith("\n  reelstore --profile default gc --orphans --max-orphans 100\n");
        assertThat(orphan).exists();
        Result preview = cli.run("gc", "--grace", "0s", "--orphans", "--max-orphans", "50", "--dry-run", "--json");
        Result kept = cli.run("gc", "--grace", "0s", "--orphans", "--max-orphans", "50", "--json");
        for (Result result : List.of(preview, kept)) {
            assertThat(result.status()).as("newer than every row").isEqualTo(3);
            assertThat(result.json().get("kept").asInt()).isOne();
            assertThat(result.json().get("orphans").asInt()).isZero();
        }
        assertThat(cli.run("gc", "--grace", "0s", "--orphans", "--max-orphans", "50%", "--profile", "default")
                        .out())
                .contains(
                        "Kept 1 file",
                        "\n  reelstore --profile default undelete --orphans\n",
                        "\n  reelstore --profile default gc --orphans --max-orphans 100\n");
        assertThat(orphan).exists();
        for (List<String> wrong : List.of(
                List.of("gc", "--max-orphans", "50"),
                List.of("gc", "--orphans", "--max-orphans", "101"),
                List.of("gc", "--orphans", "--max-orphans", "-1"),
                List.of("gc", "--orphans", "--max-orphans", "NaN"),
                List.of("gc", "--orphans", "--max-orphans", "10%%"),
                List.of("gc", "--orphans", "--max-orphans", "many"))) {
            assertThat(cli.run(wrong.toArray(new String[0])).status())
                    .as(wrong.toString())
                    .isEqualTo(2);
        }
        JsonNode collected = cli.json("gc", "--grace", "0s", "--orphans", "--max-orphans", "100");
        assertThat(collected.get("orphans").asInt()).isOne();
        assertThat(collected.get("orphanBytes").asInt()).isEqualTo(4);
        assertThat(orphan).doesNotExist();
    }

    @Test
    void aShareMayHaveAPercentSign() {
        for (List<String> command : List.of(
                List.of("gc", "--orphans", "--max-orphans"), List.of("repair", "--apply", "none", "--max-suspect"))) {
            for (String wrong : List.of("101", "101%", "-1", "NaN", "many", "%", "10 %%", "")) {
                Result refused = cli.run(with(command, wrong));
                assertThat(refused.status()).as(wrong).isEqualTo(2);
                assertThat(refused.err())
                        .contains("must be 0 to 100, such as 10.")
                        .hasLineCount(1);
            }
            for (String right : List.of("0", "10", "10%", "12.5%", "100%")) {
                assertThat(cli.run(with(command, right)).err()).as(right).doesNotContain("must be 0 to 100");
            }
        }
    }

    private static String[] with(List<String> command, String last) {
        return Stream.concat(command.stream(), Stream.of(last)).toArray(String[]::new);
    }

    @Test
    void aMissingAlternativeIsReportedInOneSentence() {
        assertThat(cli.run("undelete").err())
                .isEqualTo("reelstore: Specify one of these: KEY or --orphans. See: reelstore undelete --help\n");
        assertThat(cli.run("repair").err())
                .isEqualTo(
                        "reelstore: Specify one of these: --plan=FILE or --apply=FILE. See: reelstore repair --help\n");
        assertThat(cli.run("repair", "--plan", "a", "--apply", "b").err())
                .startsWith("reelstore: Specify only one of these: --plan=FILE or --apply=FILE. See:");
    }

    @Test
    void filesOfAMissingProjectAreSkippedIfOtherProfilesUseTheDatabase() throws IOException {
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        cli.json("--profile", "other", "project", "create", "--title", "x");
        Path left = cli.storage().resolve("projects/lost/images/left.png");
        Files.createDirectories(left.getParent());
        Files.copy(file(image), left);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(60)));
        String reason =
                "Its project lost does not exist in any profile. Other profiles use this database too, so name the project:"
                        + " --project lost.";

        for (List<String> more : List.of(List.of("--dry-run"), List.<String>of())) {
            Result skipped = cli.run(Stream.concat(Stream.of("undelete", "--orphans", "--json"), more.stream())
                    .toArray(String[]::new));
            assertThat(skipped.status()).isEqualTo(1);
            assertThat(skipped.json().get("made").asInt()).isZero();
            assertThat(skipped.json().get("files").get(0).get("skipped").asString())
                    .isEqualTo(reason);
        }
        assertThat(cli.run("project", "show", "lost").status()).isEqualTo(1);
        assertThat(cli.json("undelete", "--orphans", "--project", "lost")
                        .get("made")
                        .asInt())
                .isOne();
        assertThat(cli.run("project", "show", "lost").status()).isZero();
        assertThat(cli.run("undelete", "projects/lost/images/left.png").err())
                .contains("already has a row: image left.");
    }

    @Test
    void anotherStoresFilesAreNotCollected() throws IOException {
        image(Samples.LIGHTHOUSE_PNG);
        Cli other = new Cli(folder.resolve("other"));
        Files.createDirectories(folder.resolve("other"));
        String storage = cli.storage().toUri().toString();
        other.json("--storage", storage, "project", "create", "--title", "x");

        Result refused = other.run("--storage", storage, "gc", "--orphans", "--grace", "0s", "--json");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.error().get("message").asString()).contains("another store");
        assertThat(other.run("--storage", storage, "verify").out()).contains("another store");
        assertThat(cli.text("verify")).contains("no problems");
    }

    @Test
    void wrongDurationsAreRefused() {
        for (String wrong : List.of("tomorrow", "-1h", "24", "")) {
            assertThat(cli.run("gc", "--grace=" + wrong).status()).isEqualTo(2);
        }
    }

    @Test
    void aPlanIsWrittenAndApplied() throws IOException {
        JsonNode damaged = image(Samples.LIGHTHOUSE_PNG);
        JsonNode intact = image(Samples.HARBOUR_JPEG_NAMED_PNG);
        Files.writeString(file(damaged), "damaged");
        Path plan = folder.resolve("plan.json");

        assertThat(cli.text("repair", "--plan", plan.toString())).contains("Wrote 2 actions", "repair --apply");
        assertThat(cli.run("repair", "--plan", plan.toString()).status()).isEqualTo(1);
        assertThat(cli.run("repair", "--apply", plan.toString()).err()).contains("more than 10 %");
        assertThat(Files.readString(file(damaged))).isEqualTo("damaged");
        JsonNode done = cli.json("repair", "--apply", plan.toString(), "--max-suspect", "60");

        assertThat(done.get("quarantined").asInt()).isOne();
        assertThat(done.get("marked").asInt()).isOne();
        assertThat(file(damaged)).doesNotExist();
        assertThat(file(intact)).exists();
        try (var files = Files.walk(cli.storage().resolve("quarantine"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .singleElement()
                    .satisfies(moved -> assertThat(moved).hasContent("damaged"));
        }
        assertThat(cli.text("verify")).contains("no problems", "1 more marked");
        Result again = cli.run("repair", "--apply", plan.toString(), "--max-suspect", "60", "--json");
        assertThat(again.status()).isEqualTo(3);
        assertThat(again.json().get("skipped")).hasSize(1);
    }

    @Test
    void anActionRemovedFromThePlanIsNotDone() throws IOException {
        Files.writeString(file(image(Samples.LIGHTHOUSE_PNG)), "damaged");
        Path plan = folder.resolve("plan.json");
        cli.json("repair", "--plan", plan.toString());
        String text = Files.readString(plan);
        Files.writeString(plan, text.substring(0, text.indexOf("\"actions\"")) + "\"actions\": []}");

        JsonNode done = cli.json("repair", "--apply", plan.toString());

        assertThat(done.get("quarantined").asInt() + done.get("marked").asInt()).isZero();
        assertThat(cli.run("verify").status()).isEqualTo(3);
    }

    @Test
    void anInvalidPlanIsRefused() throws IOException {
        image(Samples.LIGHTHOUSE_PNG);
        Path plan = folder.resolve("plan.json");
        cli.json("repair", "--plan", plan.toString());
        String good = Files.readString(plan);
        for (String bad : List.of(
                "",
                "[]",
                "{",
                "null",
                good + "x",
                good.replace("\"version\" : 1", "\"version\" : 2"),
                good.replace("\"rows\"", "\"rows_\""),
                good.replace("[ ]", "[{\"action\": \"delete\"}]"),
                good.replace("[ ]", "[{\"action\": \"quarantine\", \"problem\": \"orphan\", \"subject\": \"../x\"}]"),
                good.replace("[ ]", "[{\"action\": \"mark\", \"problem\": \"missing\", \"subject\": \"x\"}]"))) {
            Files.writeString(plan, bad);
            Result result = cli.run("repair", "--apply", plan.toString(), "--json");
            assertThat(result.status()).as(bad).isEqualTo(1);
            assertThat(result.error().get("type").asString()).isEqualTo("InvalidInput");
        }
        assertThat(cli.run("repair").status()).isEqualTo(2);
        assertThat(cli.run("repair", "--apply", folder.resolve("none.json").toString())
                        .err())
                .contains("does not exist; create it with \"repair --plan\"");
    }

    @Test
    void aBackupPrintsTheCommandsThatCopyItsFiles() throws Exception {
        String key = image(Samples.LIGHTHOUSE_PNG).get("filePath").asString();

        String[] lines = cli.text("backup", "saved").split("copy its files within the grace period of gc:\n");
        assertThat(lines).hasSize(2);
        Process shell = new ProcessBuilder("sh", "-euc", lines[1]).inheritIO().start();

        assertThat(shell.waitFor()).isZero();
        assertThat(folder.resolve("saved/media").resolve(key)).exists();
        assertThat(folder.resolve("saved/media/.reelstore/store-id")).exists();
        assertThat(cli.text("restore", "saved", "--yes")).contains("backup of  ");
    }

    @Test
    void aBackupContainsTheDatabaseAndAListOfFiles() throws IOException {
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        JsonNode backup = cli.json("backup", "backups/one");

        assertThat(backup.get("count").asInt()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("backups/one/files.txt")))
                .containsExactly(
                        image.get("filePath").asString(), image.get("thumbPath").asString());
        assertThat(folder.resolve("backups/one/reelstore.db")).isNotEmptyFile();
        assertThat(Path.of(backup.get("database").asString())).exists();
        assertThat(cli.run("backup", "backups/one").status()).isEqualTo(1);
        assertThat(new Cli(folder.resolve("none")).run("backup", "x").err()).contains("nothing to back up");
        assertThat(cli.run("--database", "jdbc:postgresql://localhost/x", "backup", "x")
                        .err())
                .contains("pg_dump");
    }
}
