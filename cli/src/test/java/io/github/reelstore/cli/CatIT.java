package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.cli.console.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatIT {

    @TempDir
    Path folder;

    private Cli cli;
    private String key = "";

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        String video = Samples.VIDEO_MP4.in(folder).toString();
        key = cli.json("video", "add", video, "--project", cli.project("Dusk"), "--prompt", "p")
                .get("filePath")
                .asString();
    }

    private Path target() {
        return folder.resolve("out.mp4");
    }

    private long partFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).count();
        }
    }

    @Test
    void streamsTheStoredBytes() {
        Result result = cli.run("cat", key);

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.bytes()).isEqualTo(Samples.VIDEO_MP4.bytes());
    }

    @Test
    void damagedBytesAreNotTakenForTheStoredOnes() throws IOException {
        Path stored = cli.storage().resolve(key);
        byte[] damaged = Samples.VIDEO_MP4.bytes();
        damaged[damaged.length / 2]++;
        Files.delete(stored);
        Files.write(stored, damaged);

        Result toFile = cli.run("cat", key, "--output", "out.mp4");

        assertThat(toFile.status()).isEqualTo(1);
        assertThat(toFile.err())
                .isEqualTo(
                        "reelstore: The file " + key + " is damaged: its content differs from what was stored. Store it"
                                + " again from a copy, if there is one.\n");
        assertThat(target()).doesNotExist();
        assertThat(partFiles()).isZero();
        assertThat(cli.run("cat", key).status()).isEqualTo(1);

        Files.write(stored, new byte[0]);
        assertThat(cli.run("cat", key, "--output", "out.mp4").status()).isEqualTo(1);
        assertThat(target()).doesNotExist();
    }

    @Test
    void writesAFile() throws IOException {
        assertThat(cli.json("cat", key, "--output", "out.mp4").toString())
                .isEqualTo("{\"key\":\"" + key + "\",\"output\":\"" + target() + "\",\"byteSize\":44869}");
        assertThat(target()).hasBinaryContent(Samples.VIDEO_MP4.bytes());
        assertThat(partFiles()).isZero();
        assertThat(cli.text("cat", key, "-o", "again.mp4"))
                .startsWith("Copied\n")
                .contains("44.9 kB");
    }

    @Test
    void aNameMayBeAsLongAsTheFileSystemAllows() {
        String name = "f".repeat(255);
        cli.json("cat", key, "--output", name);
        assertThat(folder.resolve(name)).hasBinaryContent(Samples.VIDEO_MP4.bytes());
    }

    @Test
    void replacesAFileOnlyWithForce() throws IOException {
        Files.writeString(target(), "precious");

        Result refused = cli.run("cat", key, "--output", "out.mp4", "--json");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.error().get("type").asString()).isEqualTo("AlreadyExists");
        assertThat(refused.error().get("message").asString()).contains("--force");
        assertThat(target()).hasContent("precious");

        cli.json("cat", key, "--output", "out.mp4", "--force");
        assertThat(target()).hasBinaryContent(Samples.VIDEO_MP4.bytes());
        assertThat(partFiles()).isZero();
    }

    @Test
    void keepsTheFileWhenThereIsNothingToCopy() throws IOException {
        Files.writeString(target(), "precious");

        assertThat(cli.run("cat", "projects/x/video.mp4", "--output", "out.mp4", "--force")
                        .status())
                .isEqualTo(1);
        assertThat(target()).hasContent("precious");
        assertThat(partFiles()).isZero();
    }

    @Test
    void refusesAnInvalidTarget() throws IOException {
        Files.createDirectory(target());

        assertThat(cli.run("cat", key, "--output", "out.mp4", "--force").err()).contains("is not a regular file");
        Result nowhere = cli.run("cat", key, "--output", "none/out.mp4");
        assertThat(nowhere.status()).isEqualTo(1);
        assertThat(nowhere.err()).contains("there is no folder ", "none.");
        assertThat(cli.run("cat", key, "--output", "").status()).isEqualTo(2);
    }

    @Test
    void readsOnlyFilesThatARowOfTheProfileRefersTo() throws IOException {
        Path stray = cli.storage().resolve("projects/stray.mp4");
        Files.write(stray, Samples.VIDEO_MP4.bytes());

        Result unknown = cli.run("cat", "projects/stray.mp4", "--json");
        assertThat(unknown.status()).isEqualTo(2);
        Result result = cli.run("cat", "projects/stray.mp4");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.bytes()).isEmpty();
        assertThat(cli.run("cat", key, "--profile", "studio").status()).isEqualTo(1);
    }

    @Test
    void reportsAMissingFile() throws IOException {
        Files.delete(cli.storage().resolve(key));

        Result result = cli.run("cat", key, "--output", "out.mp4", "--json");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.error().get("type").asString()).isEqualTo("NotFound");
        assertThat(target()).doesNotExist();
    }

    @Test
    void refusesToWriteBytesToAScreenOrIntoJson() {
        Result json = cli.run("cat", key, "--json");
        assertThat(json.status()).isEqualTo(2);
        assertThat(json.error().get("type").asString()).isEqualTo("Usage");

        Result screen = cli.screens(Terminal.Channel.STDOUT).run("cat", key);
        assertThat(screen.status()).isEqualTo(2);
        assertThat(screen.bytes()).isEmpty();
    }

    @Test
    void aPipeThatItsReaderClosesIsNoError() {
        Result result = cli.run(new ClosedOutput(), true, "cat", key);

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(cli.run(new ClosedOutput(), true, "project", "list").status())
                .isZero();
    }

    @Test
    void anOutputThatCannotBeWrittenIsAnError() {
        Result result = cli.run(new ClosedOutput(), false, "cat", key);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("reelstore: Cannot write to standard output: it is full.\n");
    }

    /** Fails like a pipe without a reader or a full disk. */
    private static final class ClosedOutput extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            throw new IOException("it is full");
        }
    }
}
