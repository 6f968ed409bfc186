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

class CatTest {

    @TempDir
    Path folder;

    private Cli cli;
    private String key = "";

    @BeforeEach
    void aClip() {
        cli = new Cli(folder);
        String clip = Samples.CLIP_MP4.in(folder).toString();
        key = cli.json("video", "add", clip, "--project", cli.project("Dusk"), "--prompt", "p")
                .get("filePath")
                .asString();
    }

    private Path target() {
        return folder.resolve("out.mp4");
    }

    private long partsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).count();
        }
    }

    @Test
    void streamsTheVeryBytes() {
        Result result = cli.run("cat", key);

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.bytes()).isEqualTo(Samples.CLIP_MP4.bytes());
    }

    @Test
    void writesAFile() throws IOException {
        assertThat(cli.json("cat", key, "--output", "out.mp4").toString())
                .isEqualTo("{\"key\":\"" + key + "\",\"output\":\"" + target() + "\",\"byteSize\":44869}");
        assertThat(target()).hasBinaryContent(Samples.CLIP_MP4.bytes());
        assertThat(partsLeft()).isZero();
        assertThat(cli.text("cat", key, "-o", "again.mp4"))
                .startsWith("Copied\n")
                .contains("44.9 kB");
    }

    @Test
    void replacesAFileOnlyWhenTold() throws IOException {
        Files.writeString(target(), "precious");

        Result refused = cli.run("cat", key, "--output", "out.mp4", "--json");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.error().get("type").asString()).isEqualTo("AlreadyExists");
        assertThat(refused.error().get("message").asString()).contains("--force");
        assertThat(target()).hasContent("precious");

        cli.json("cat", key, "--output", "out.mp4", "--force");
        assertThat(target()).hasBinaryContent(Samples.CLIP_MP4.bytes());
        assertThat(partsLeft()).isZero();
    }

    @Test
    void leavesAFileAloneWhenThereIsNothingToCopy() throws IOException {
        Files.writeString(target(), "precious");

        assertThat(cli.run("cat", "projects/x/video.mp4", "--output", "out.mp4", "--force")
                        .status())
                .isEqualTo(1);
        assertThat(target()).hasContent("precious");
        assertThat(partsLeft()).isZero();
    }

    @Test
    void refusesWhatIsNoPlaceForAFile() throws IOException {
        Files.createDirectory(target());

        assertThat(cli.run("cat", key, "--output", "out.mp4", "--force").err()).contains("is not a plain file");
        Result nowhere = cli.run("cat", key, "--output", "none/out.mp4");
        assertThat(nowhere.status()).isEqualTo(1);
        assertThat(nowhere.err()).contains("none is no folder");
        assertThat(cli.run("cat", key, "--output", "").status()).isEqualTo(2);
    }

    @Test
    void servesOnlyWhatARowOfTheProfileRefersTo() throws IOException {
        Path stray = cli.storage().resolve("projects/stray.mp4");
        Files.write(stray, Samples.CLIP_MP4.bytes());

        Result unknown = cli.run("cat", "projects/stray.mp4", "--json");
        assertThat(unknown.status()).isEqualTo(2);
        Result result = cli.run("cat", "projects/stray.mp4");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.bytes()).isEmpty();
        assertThat(cli.run("cat", key, "--profile", "studio").status()).isEqualTo(1);
    }

    @Test
    void saysThatTheFileIsGone() throws IOException {
        Files.delete(cli.storage().resolve(key));

        Result result = cli.run("cat", key, "--output", "out.mp4", "--json");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.error().get("type").asString()).isEqualTo("NotFound");
        assertThat(target()).doesNotExist();
    }

    @Test
    void keepsRawBytesOffTheScreenAndOutOfTheJson() {
        Result json = cli.run("cat", key, "--json");
        assertThat(json.status()).isEqualTo(2);
        assertThat(json.error().get("type").asString()).isEqualTo("Usage");

        Result screen = cli.screens(Terminal.Channel.STDOUT).run("cat", key);
        assertThat(screen.status()).isEqualTo(2);
        assertThat(screen.bytes()).isEmpty();
    }

    @Test
    void aReaderThatHasEnoughIsNoError() {
        Result result = cli.run(new ClosedOutput(), true, "cat", key);

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(cli.run(new ClosedOutput(), true, "project", "list").status())
                .isZero();
    }

    @Test
    void anOutputThatTakesNothingIsOne() {
        Result result = cli.run(new ClosedOutput(), false, "cat", key);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("reelstore: Cannot write to standard output: it is full.\n");
    }

    /** What a pipe does once its reader has gone, and a disk that is full. */
    private static final class ClosedOutput extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            throw new IOException("it is full");
        }
    }
}
