package io.github.reelstore.export.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM, or Ctrl+C, during an export leaves neither a part of the bundle nor temporary files. */
class EndedExportIT {

    /** The exit status of a process that SIGTERM ended. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    /** Writes a file that never ends. Arguments: the target, and the folder for temporary files. */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        BundleOutput output =
                target.toString().endsWith(".zip") ? new ZipFileOutput(target, "bag") : new FolderOutput(target);
        Path spool = Files.createDirectory(Path.of(arguments[1]));
        Files.writeString(spool.resolve("rows.jsonl"), "{}");
        BundleWriter writer =
                new BundleWriter(output, spool, BundleOptions.DEFAULT, BundleLimits.DEFAULT, Clock.systemUTC());
        try {
            output.add("data/media/endless.mp4", new Endless(), 1 << 20);
        } finally {
            writer.close();
            output.close();
        }
    }

    private static final class Endless extends InputStream {

        private long count;

        @Override
        public int read() {
            count++;
            if (count == 100_000) {
                System.out.println("began");
            } else if (count > 100_000) {
                LockSupport.parkNanos(1_000_000);
            }
            return 1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length > 0) {
                into[offset] = (byte) read();
            }
            return Math.min(length, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundle", "bundle.zip"})
    void nothingIsLeft(String target) throws Exception {
        Process process = JavaProcess.of(
                        EndedExportIT.class,
                        folder.resolve(target).toString(),
                        folder.resolve("spool").toString())
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("began");
            assertThat(folder).isNotEmptyDirectory();
            // SIGTERM
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        assertThat(folder).isEmptyDirectory();
    }
}
