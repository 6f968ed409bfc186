package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddManyFilesIT {

    @TempDir
    Path folder;

    private int run(List<String> javaOptions, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** Each with its own prompt of 50 kB: all rows together are larger than the heap. */
    @Test
    @Tag("large")
    void twoThousandImagesInOneCallWithinBoundedMemory() throws IOException, InterruptedException {
        int count = 2_000;
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Dusk");
        Files.createDirectory(folder.resolve("in"));
        try (var list = Files.newBufferedWriter(folder.resolve("list"))) {
            for (int i = 0; i < count; i++) {
                Samples.LIGHTHOUSE_PNG.in(
                        folder, "in/" + i + ".png", String.valueOf(i).getBytes(StandardCharsets.UTF_8));
                list.write("{\"file\": \"in/" + i + ".png\", \"prompt\": \"" + "p".repeat(50_000) + "\"}\n");
            }
        }

        int status = run(
                List.of("-Xmx64m", "-XX:+UseSerialGC"),
                "image",
                "add",
                "--list",
                "list",
                "--project",
                project,
                "--provider",
                "p",
                "-j",
                "4",
                "--json-lines");

        assertThat(folder.resolve("err")).isEmptyFile();
        assertThat(status).isZero();
        try (Stream<String> lines = Files.lines(folder.resolve("out"))) {
            assertThat(lines.filter(line -> line.contains("\"row\":{"))).hasSize(count);
        }
    }
}
