package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class VerifyCommandIT {

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""));
    private String project = "";

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    private String add(String command, Samples sample, String... more) {
        String[] start = {command, "add", sample.in(folder).toString(), "--project", project};
        String[] all = Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return cli.json(all).get("filePath").asString();
    }

    @Test
    void anIntactStoreHasNoProblems() {
        add("image", Samples.LIGHTHOUSE_PNG, "--provider", "p");
        add("audio", Samples.NARRATION_EN_MP3, "--provider", "p");
        add("video", Samples.VIDEO_MP4, "--prompt", "p");

        JsonNode clean = cli.json("verify");

        assertThat(clean.propertyNames()).containsExactly("problems", "checked", "files", "marked", "afterBackup");
        assertThat(clean.get("checked").asInt()).isEqualTo(4);
        assertThat(clean.get("problems")).isEmpty();
        // three files, and the thumbnails of the image and the video
        assertThat(cli.text("verify", "--project", project)).isEqualTo("Checked 4 rows and 5 files: no problems.\n");
        assertThat(cli.text("--profile", "other", "verify")).isEqualTo("Checked 0 rows and 5 files: no problems.\n");
    }

    @Test
    void reportsMissingFilesAndWrongSizes() throws IOException {
        String image = add("image", Samples.LIGHTHOUSE_PNG, "--provider", "p");
        String audio = add("audio", Samples.NARRATION_EN_MP3, "--provider", "p");
        String video = add("video", Samples.VIDEO_MP4, "--prompt", "p");
        cli.json("video", "final", Samples.VIDEO_MP4.in(folder).toString(), "--project", project);
        Files.delete(cli.storage().resolve(image));
        Files.delete(cli.storage().resolve("projects/" + project + "/video.mp4"));
        Files.write(cli.storage().resolve(video), new byte[] {1, 2, 3});
        var before = cli.snapshot();

        Result result = cli.run("verify", "--json");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).isEmpty();
        JsonNode problems = result.json().get("problems");
        assertThat(problems).hasSize(3);
        assertThat(problems)
                .extracting(problem -> problem.get("kind").asString() + " "
                        + problem.get("key").asString())
                .containsExactlyInAnyOrder(
                        "missing " + image, "missing projects/" + project + "/video.mp4", "size " + video);
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.propertyNames())
                        .containsExactly("kind", "key", "row", "rowKind", "origin", "detail"));
        assertThat(result.out()).doesNotContain(audio);
        assertThat(cli.run("verify").out())
                .contains("missing", image, "should have", "Checked 4 rows and 5 files: 3 problems.");
        assertThat(cli.snapshot()).isEqualTo(before);
        assertThat(cli.run("verify", "--project", cli.project("Dawn")).status()).isZero();
        assertThat(cli.run("verify", "--project", "none").status()).isEqualTo(1);
    }

    @Test
    void aDeepCheckComparesHashes() throws IOException {
        String image = add("image", Samples.LIGHTHOUSE_PNG, "--provider", "p");
        byte[] bytes = Files.readAllBytes(cli.storage().resolve(image));
        bytes[bytes.length - 1] ^= 1;
        Files.write(cli.storage().resolve(image), bytes);

        assertThat(cli.run("verify").status()).isZero();
        for (String deep : new String[] {"--deep", "--deep=download"}) {
            Result result = cli.run("verify", deep, "--json", "--threads", "2");
            assertThat(result.status()).isEqualTo(3);
            assertThat(result.json().get("problems").get(0).get("kind").asString())
                    .isEqualTo("hash");
        }
        assertThat(cli.run("verify", "--deep", "--since", "1h").status()).isEqualTo(3);
        assertThat(cli.run("verify", "--deep", "--since", "2999-01-01").status())
                .isZero();
    }

    /** A folder was moved and replaced by a symbolic link, which the store does not follow. */
    @Test
    void anUnreadableFileDoesNotStopTheCheck() throws IOException {
        String linked = add("image", Samples.LIGHTHOUSE_PNG, "--provider", "p");
        project = cli.project("Dawn");
        String missing = add("image", Samples.HARBOUR_JPEG_NAMED_PNG, "--provider", "p");
        Files.delete(cli.storage().resolve(missing));
        Path images = cli.storage().resolve(linked).getParent();
        Path elsewhere = Files.move(images, folder.resolve("elsewhere"));
        Files.createSymbolicLink(images, elsewhere);

        Result result = cli.run("verify", "--json");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.json().get("problems"))
                .extracting(problem -> problem.get("kind").asString() + " "
                        + problem.get("key").asString())
                .contains("unreadable " + linked, "missing " + missing);
    }

    @Test
    void aFileThatCannotBeRemovedDoesNotStopTheCollection() throws IOException {
        for (int i = 0; i < 4; i++) {
            cli.json(
                    "image",
                    "add",
                    Samples.LIGHTHOUSE_PNG
                            .in(folder, i + ".png", new byte[] {(byte) i})
                            .toString(),
                    "--project",
                    project,
                    "--provider",
                    "p");
        }
        Path images = cli.storage().resolve("projects/" + project + "/images");
        cli.text("project", "delete", project, "--yes");
        project = cli.project("Dawn");
        String other = add("audio", Samples.NARRATION_EN_MP3, "--provider", "p");
        cli.text("project", "delete", project, "--yes");
        Files.createSymbolicLink(images, Files.move(images, folder.resolve("elsewhere")));

        Result result = cli.run("gc", "--grace", "0s");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("Removed 1 deleted file").contains("failed");
        assertThat(cli.storage().resolve(other)).doesNotExist();
        assertThat(folder.resolve("elsewhere")).isNotEmptyDirectory();
    }

    @Test
    void reportsAFileWithoutARow() throws IOException {
        add("image", Samples.LIGHTHOUSE_PNG, "--provider", "p");
        Path orphan = cli.storage().resolve("projects/" + project + "/images/left.png");
        Files.writeString(orphan, "left");

        JsonNode problem = cli.run("verify", "--json").json().get("problems").get(0);

        assertThat(problem.get("kind").asString()).isEqualTo("orphan");
        assertThat(problem.get("row").isNull()).isTrue();
        assertThat(problem.get("key").asString()).endsWith("/images/left.png");
        assertThat(problem.get("origin").asString()).isEqualTo("after_backup");
        assertThat(cli.run("verify").out())
                .contains("\"undelete " + problem.get("key").asString() + "\"")
                .contains("1 file without a row may have been stored after the backup")
                .contains("\n  reelstore undelete --orphans\n");
        assertThat(cli.run("verify", "--profile", "default", "--storage", "file:reelstore-data/media")
                        .out())
                .contains("\n  reelstore --storage file:reelstore-data/media --profile default undelete --orphans\n");
    }

    @Test
    void invalidOptionsAreRefused() {
        assertThat(cli.run("verify", "--deep=much").status()).isEqualTo(2);
        assertThat(cli.run("verify", "--since", "yesterday").err()).contains("2026-11-22");
        assertThat(cli.run("verify", "--threads", "0").status()).isEqualTo(2);
    }
}
