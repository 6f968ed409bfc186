package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskIT {

    @TempDir
    Path folder;

    /** A file size limit simulates a full disk: the write fails midway in the same way. */
    @Test
    void aDiskThatFillsWhileStaging() throws IOException, InterruptedException {
        Cli cli = new Cli(folder);
        String project = cli.project("Dusk");
        Path large = Samples.LIGHTHOUSE_PNG.in(folder, "large.png", new byte[20_000_000]);
        var before = cli.snapshot();

        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 10000; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "image",
                        "add",
                        large.toString(),
                        "--project",
                        project,
                        "--provider",
                        "p",
                        "--json")
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isEqualTo(1);
        // newer Java versions first warn about libraries, unless they are started by the launcher
        List<String> lines = Files.readAllLines(folder.resolve("err"));
        assertThat(lines.get(lines.size() - 1))
                .startsWith("{\"error\":{\"type\":\"Unavailable\",\"message\":\"")
                .contains("large.png");
        assertThat(cli.snapshot()).isEqualTo(before);
    }
}
