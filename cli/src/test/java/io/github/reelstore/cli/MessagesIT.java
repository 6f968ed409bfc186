package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.cli.console.Terminal.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages say about the next step: commands that can be run here, names of options, and reasons. */
class MessagesIT {

    @TempDir
    Path folder;

    private Cli cli;
    private String project;

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    private String add(Samples sample, String kind, String... more) {
        String[] command = {kind, "add", sample.in(folder).toString(), "--project", project};
        String[] all = Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return cli.json(all).get("id").asString();
    }

    @Test
    void aMissingRowNamesTheDatabaseAndACommandForIt() throws IOException {
        Files.writeString(folder.resolve("my.properties"), "reelstore.profile=studio\n");

        Result result = cli.run("--config", "my.properties", "project", "show", "none");

        assertThat(result.err())
                .contains("\"reelstore --config " + folder.resolve("my.properties") + " project list\" lists those")
                .contains(" The database is jdbc:sqlite:" + cli.database() + ".")
                .hasLineCount(1);
    }

    @Test
    void doctorDoesNotCheckAReadOnlyDatabaseForDamage() {
        cli.json("init");

        assertThat(cli.run("--read-only", "doctor").out())
                .contains("– database intact", "not checked (read-only)")
                .doesNotContain("✗ database intact");
    }

    @Test
    void aReadOnlyStoreThatWasAskedForNeedsNoReason() {
        assertThat(cli.run("--read-only", "project", "create", "--title", "x").err())
                .isEqualTo("reelstore: The store is opened read-only, so nothing can be changed.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"image add x.png --project p", "image add --project p --provider p", "video add x --project p"})
    void aMissingArgumentRefersToTheHelp(String command) {
        Result result = cli.run(command.split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("Missing required ", " See: reelstore ", " add --help");
    }

    @Test
    void aMistypedKeyOfTheConfigurationNamesTheNearest() throws IOException {
        Path file = folder.resolve("my.properties");
        Files.writeString(file, "reelstore.database.ur=jdbc:sqlite:x.db\n");
        assertThat(cli.run("--config", file.toString(), "config", "show").err())
                .contains("\"reelstore.database.ur\". Did you mean reelstore.database.url?")
                .hasLineCount(1);

        Files.writeString(file, "reelstore.frobnicate=x\n");
        assertThat(cli.run("--config", file.toString(), "config", "show").err())
                .contains("; valid are reelstore.database.url, ");
    }

    @Test
    void aTiffIsNoImageOfASupportedFormat() throws IOException {
        Path tiff = Files.write(folder.resolve("x.tif"), new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0});

        assertThat(cli.run("image", "add", tiff.toString(), "--project", project, "--provider", "p")
                        .err())
                .contains("is a TIFF image; an image must have one of these formats: png, ")
                .doesNotContain("--format");
    }

    @Test
    void onlyBytesThatMayBeAudioGetTheHintAboutHeaderlessAudio() {
        String video = Samples.VIDEO_MP4.in(folder).toString();
        assertThat(cli.run("audio", "add", video, "--project", project, "--provider", "p", "--language", "en")
                        .err())
                .doesNotContain("--format", "pcm_24000");
    }

    @Test
    void aFolderMayNeedRecursive() throws IOException {
        Files.createDirectory(folder.resolve("d"));

        assertThat(cli.run("image", "add", "d", "--project", project, "--provider", "p")
                        .err())
                .contains("\"d\" is a folder; name a file, or add --recursive");
    }

    @Test
    void verifyPromisesNoRowForAFileThatIsNoMedia() throws IOException {
        add(Samples.LIGHTHOUSE_PNG, "image", "--provider", "p");
        Files.writeString(cli.storage().resolve("projects/stray.txt"), "stray");

        assertThat(cli.run("verify").out())
                .contains("projects/stray.txt  No row refers to the file, and its name is not that of an image")
                .doesNotContain("\"undelete projects/stray.txt\"");
    }

    @Test
    void aPlanWithoutDeepSaysThatContentWasNotCompared() {
        add(Samples.LIGHTHOUSE_PNG, "image", "--provider", "p");

        assertThat(cli.text("repair", "--plan", "a.json")).contains("Content was not compared; --deep also finds");
        assertThat(cli.text("repair", "--plan", "b.json", "--deep")).doesNotContain("not compared");
    }

    @Test
    void aPlanThatChangesTooMuchNamesTheOption() throws IOException {
        add(Samples.LIGHTHOUSE_PNG, "image", "--provider", "p");
        String key =
                cli.json("image", "list").get("items").get(0).get("filePath").asString();
        Files.delete(cli.storage().resolve(key));
        cli.text("repair", "--plan", "plan.json");

        assertThat(cli.run("repair", "--apply", "plan.json").err()).contains("allow a larger share with --max-suspect");
    }

    @Test
    void aUsedImageNamesThreeOfItsVideos() {
        String image = add(Samples.LIGHTHOUSE_PNG, "image", "--provider", "p");
        for (int i = 0; i < 4; i++) {
            add(Samples.VIDEO_MP4, "video", "--prompt", "p", "--image", image);
        }

        assertThat(cli.run("image", "delete", image, "--yes").err())
                .matches(
                        "(?s)reelstore: " + image
                                + " is used by the videos [-0-9a-f]{36}, [-0-9a-f]{36}, [-0-9a-f]{36} and others; delete them first\\.\n");
    }

    @Test
    void aVideoThatWasCutOffKeepsItsWarning() throws IOException {
        byte[] whole = Samples.VIDEO_MP4.bytes();
        Path file = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length - 10_000));
        cli.json("video", "add", file.toString(), "--project", project, "--prompt", "p");

        assertThat(cli.text("project", "show", project)).containsPattern("warning +The file ends too early\\.");
    }

    @Test
    void restoreAsksOnATerminal() {
        cli.json("backup", "saved");
        cli.project("Later");
        cli.screens(Channel.STDIN, Channel.STDERR).typing("n\n");

        Result declined = cli.run("restore", "saved");
        assertThat(declined.status()).isEqualTo(1);
        assertThat(declined.err())
                .contains("Replace the database ", " by the backup of 20", "[y/N] ")
                .endsWith("Nothing was changed.\n");
        assertThat(cli.json("project", "list").get("items")).hasSize(2);

        assertThat(cli.typing("y\n").run("restore", "saved").status()).isZero();
        assertThat(cli.json("project", "list").get("items")).hasSize(1);
        assertThat(cli.run("restore", "saved", "--yes").err()).doesNotContain("[y/N]");
    }

    @Test
    void anUndeletedVideoIsCalledAVideo() {
        String video = add(Samples.VIDEO_MP4, "video", "--prompt", "p");
        String key =
                cli.json("video", "list").get("items").get(0).get("filePath").asString();
        cli.text("video", "delete", video, "--yes");

        assertThat(cli.text("undelete", key)).startsWith("Restored " + key + " as video ");
    }

    @Test
    void aBudgetThatIsUsedUpNamesTheCommandThatShowsIt() throws IOException {
        Files.writeString(folder.resolve("my.properties"), "reelstore.profile=default\n");
        cli.json("budget", "set", "--per", "total", "0 USD");

        Result result = cli.run(
                "--config",
                "my.properties",
                "job",
                "request",
                "--project",
                project,
                "--provider",
                "p",
                "--kind",
                "image",
                "--prompt",
                "x",
                "--price",
                "1 USD");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        "\"reelstore --config " + folder.resolve("my.properties") + " budget list\" shows what is left")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job request --project p --provider p",
                "job request --project p --kind image",
                "job request --provider p --kind image",
                "job request --project p --provider p --kind image",
                "job resolve x",
                "budget set --per day",
                "work"
            })
    void aMissingArgumentOfTheLedgerRefersToTheHelp(String command) {
        Result result = cli.run(command.split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(" See: reelstore ", " --help").hasLineCount(1);
    }
}
