package io.github.reelstore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.reelstore.app.JavaProcess;
import io.github.reelstore.app.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example of docs/api.md with curl, against a server that SIGTERM stops. */
class DocumentedApiIT {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final String ADDRESS = "http://127.0.0.1:8080";

    /** The exit status of a process that SIGTERM ended. */
    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    @Test
    void theExampleWorksAndTheServerStops() throws Exception {
        assumeTrue(hasCurl() || System.getenv("CI") != null, "curl is not installed");
        for (Samples sample : Samples.values()) {
            sample.in(folder);
        }
        Process server = JavaProcess.of(Main.class, "serve", "--port", "0")
                .directory(folder.toFile())
                .redirectError(folder.resolve("server.err").toFile())
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8))) {
            Matcher url = Pattern.compile("http://[^/]*")
                    .matcher(Optional.ofNullable(out.readLine()).orElse(""));
            assertThat(url.find()).isTrue();
            run(example().replace(ADDRESS, url.group()));
            assertThat(folder.resolve("start.mp4"))
                    .hasBinaryContent(Arrays.copyOf(
                            Samples.VIDEO_MP4.bytes(), Math.min(100_000, Samples.VIDEO_MP4.bytes().length)));
            server.destroy();
            assertThat(server.waitFor()).isEqualTo(TERMINATED);
            assertThat(folder.resolve("server.err")).isEmptyFile();
        } finally {
            server.destroyForcibly();
        }
        Cli cli = new Cli(folder);
        assertThat(cli.json("project", "list").get("items")).isEmpty();
        assertThat(cli.run("verify").status()).isZero();
    }

    private static String example() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/api.md")));
        assertThat(example.find()).isTrue();
        assertThat(example.group(1)).contains(ADDRESS);
        return example.group(1);
    }

    private void run(String commands) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-euc", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as(printed).isZero();
        assertThat(printed).contains("\"language\":\"vi\"", "\"status\":\"completed\"", "\"rows\":4");
    }

    private static boolean hasCurl() throws InterruptedException {
        try {
            return new ProcessBuilder("curl", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
