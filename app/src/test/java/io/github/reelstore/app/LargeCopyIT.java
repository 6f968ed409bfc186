package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.service.NewImage;
import java.io.BufferedReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy in a process whose heap holds neither a file nor the rows. */
@Tag("large")
class LargeCopyIT {

    private static final int JOBS = 3_000;
    private static final int FILE = 100_000_000;

    @TempDir
    Path folder;

    @Test
    void filesAndRowsAreCopiedInBoundedMemory() throws Exception {
        FullStore source = new FullStore(Files.createDirectory(folder.resolve("source"))).fill();
        source.execute(
                "UPDATE provider_jobs SET request = '{\"prompt\": \"' || hex(zeroblob(15000)) || '\"}' WHERE id = 'job-1'");
        source.addJobs(JOBS);
        try (Reelstore store = Reelstore.open(source.config())) {
            Path large = Samples.LIGHTHOUSE_PNG.in(folder);
            try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
                file.setLength(FILE);
            }
            store.generations()
                    .addImage(new NewImage(
                            source.project(),
                            BlobSource.of(large),
                            ImageGeneration.builder().provider("p")));
        }
        FullStore target = new FullStore(Files.createDirectory(folder.resolve("target")));
        Path from = write("source.properties", source);
        Path to = write("target.properties", target);
        ProcessBuilder builder = JavaProcess.of(CopyProcess.class, from.toString());
        builder.command().add(1, "-Xmx48m");

        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("ready");
            process.outputWriter()
                    .append(to + "\n" + CopyProcess.ANY_TIME + "\n")
                    .close();
            assertThat(lines.readLine()).startsWith("switched: true");
            assertThat(process.waitFor()).isZero();
        }

        assertThat(target.counts()).as("one was deleted meanwhile").containsEntry("provider_jobs", JOBS + 1L);
        assertThat(target.snapshot().files()).isEqualTo(source.snapshot().files());
    }

    private Path write(String name, FullStore store) throws Exception {
        return KilledProcesses.write(
                folder.resolve(name),
                Map.of(
                        ConfigOption.DATABASE_URL, store.config().databaseUrl(),
                        ConfigOption.STORAGE_URL, store.config().storageUrl()));
    }
}
