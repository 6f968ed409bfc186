package io.github.reelstore.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli;
import io.github.reelstore.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressIT {

    @TempDir
    Path folder;

    private Cli cli;
    private String project = "";

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    private Result add(Path file) {
        return cli.run("video", "add", file.toString(), "--project", project, "--prompt", "p");
    }

    private Path videoOf(int bytes) {
        return Samples.VIDEO_MP4.in(folder, "video.mp4", new byte[bytes - Samples.VIDEO_MP4.bytes().length]);
    }

    @Test
    void aLargeFileShowsABarOnAScreen() {
        cli.screens(Terminal.Channel.STDERR);
        Result result = add(videoOf(9_000_000));

        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("video.mp4", "100%", "9/9 MB", "\033").containsOnlyOnce("\n");
        assertThat(result.out()).contains("9.0 MB");
    }

    @Test
    void jsonShowsNoBar() {
        cli.screens(Terminal.Channel.STDERR);

        assertThat(cli.json("video", "add", videoOf(9_000_000).toString(), "--project", project, "--prompt", "p")
                        .get("byteSize")
                        .asLong())
                .isEqualTo(9_000_000);
    }

    @Test
    void theBarHasNoColoursOnRequest() {
        cli.screens(Terminal.Channel.STDERR).environment("NO_COLOR", "1");

        assertThat(add(videoOf(9_000_000)).err()).contains("100%").doesNotContain("\033");
    }

    @Test
    void noBarIsShownIfStandardErrorIsNoScreen() {
        assertThat(add(videoOf(9_000_000)).err()).isEmpty();
        cli.screens(Terminal.Channel.STDIN, Terminal.Channel.STDOUT);
        assertThat(add(videoOf(9_000_001)).err()).isEmpty();
    }

    @Test
    void aSmallFileShowsNoBar() {
        cli.screens(Terminal.Channel.STDERR);

        assertThat(add(videoOf((int) ProgressLine.MIN_BYTES)).err()).isEmpty();
    }
}
