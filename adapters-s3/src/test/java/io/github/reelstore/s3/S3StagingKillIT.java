package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.files.internal.StagingDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process stages a file and waits; then it is killed. */
@Tag("kill")
class S3StagingKillIT {

    @TempDir
    Path folder;

    private static StagingDirectory open(Path folder) {
        return S3Staging.open(S3Config.builder("bucket").staging(folder).build(), InstantSource.system());
    }

    private List<Path> stagedFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".staged")).toList();
        }
    }

    @Test
    void stagedFilesOfALiveProcessAreKeptThoseOfADeadOneAreSwept() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stager.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (StagingDirectory staging = open(folder);
                BufferedReader output =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("staged");
            Instant now = Instant.now();
            for (Path file : stagedFiles()) {
                Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofDays(30))));
            }
            assertThat(staging.sweep(now)).isZero();
            assertThat(stagedFiles()).hasSize(1);

            process.destroyForcibly().waitFor();

            assertThat(staging.leftovers(Instant.EPOCH)).isOne();
            assertThat(staging.sweep(Instant.EPOCH)).isOne();
            assertThat(staging.leftovers(Instant.EPOCH)).isZero();
            assertThat(stagedFiles()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** Stages a file and waits to be killed. */
    static final class Stager {

        private Stager() {}

        public static void main(String[] arguments) throws IOException {
            open(Path.of(arguments[0])).stage(Fixture.text("left"), S3StagedFile::new);
            System.out.println("staged");
            System.out.flush();
            if (System.in.read() < 0) {
                throw new IOException("the parent process has ended");
            }
        }
    }
}
