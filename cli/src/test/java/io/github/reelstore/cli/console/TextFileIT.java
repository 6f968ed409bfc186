package io.github.reelstore.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli;
import io.github.reelstore.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TextFileIT {

    @TempDir
    Path folder;

    /** Reading it would block until another program writes to it. */
    @Test
    @Timeout(60)
    void aNamedPipeIsRefused() throws IOException, InterruptedException {
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Dusk");
        Path image = Samples.LIGHTHOUSE_PNG.in(folder);
        Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();

        Result result = cli.run(
                "image", "add", image.toString(), "--project", project, "--provider", "p", "--prompt-file=pipe");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("reelstore: ")
                .hasLineCount(1)
                .contains("not a regular file")
                .doesNotContain("Exception", folder.toString());
    }
}
