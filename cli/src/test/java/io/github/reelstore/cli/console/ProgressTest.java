package io.github.reelstore.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli;
import io.github.reelstore.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

    @TempDir
    Path folder;

    private Cli cli;
    private String project = "";

    @BeforeEach
    void begin() {
        cli = new Cli(folder);
        project = cli.project("Dusk");
    }

    private Result add(Path file) {
        return cli.run("video", "add", file.toString(), "--project", project, "--prompt", "p");
    }

    private Path clipOf(int bytes) {
        return Samples.CLIP_MP4.in(folder, "clip.mp4", new byte[bytes - Samples.CLIP_MP4.bytes().length]);
    }

    @Test
    void aLargeFileHasABarOnTheScreen() {
        cli.screens(Terminal.Channel.STDERR);
        Result result = add(clipOf(9_000_000));

        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("clip.mp4", "100%", "9/9 MB", "\033").containsOnlyOnce("\n");
        assertThat(result.out()).contains("9.0 MB");
    }

    @Test
    void withJsonThereIsNone() {
        cli.screens(Terminal.Channel.STDERR);

        assertThat(cli.json("video", "add", clipOf(9_000_000).toString(), "--project", project, "--prompt", "p")
                        .get("byteSize")
                        .asLong())
                .isEqualTo(9_000_000);
    }

    @Test
    void theBarMayBeWithoutColours() {
        cli.screens(Terminal.Channel.STDERR).environment("NO_COLOR", "1");

        assertThat(add(clipOf(9_000_000)).err()).contains("100%").doesNotContain("\033");
    }

    @Test
    void nobodyElseSeesIt() {
        assertThat(add(clipOf(9_000_000)).err()).isEmpty();
        cli.screens(Terminal.Channel.STDIN, Terminal.Channel.STDOUT);
        assertThat(add(clipOf(9_000_001)).err()).isEmpty();
    }

    @Test
    void aSmallFileHasNone() {
        cli.screens(Terminal.Channel.STDERR);

        assertThat(add(clipOf((int) ProgressLine.LEAST_BYTES)).err()).isEmpty();
    }
}
