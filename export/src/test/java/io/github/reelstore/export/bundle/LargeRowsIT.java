package io.github.reelstore.export.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.JavaProcess;
import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.transfer.TransferProgress;
import io.github.reelstore.testkit.rows.SampleRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows with large responses are not all kept in memory: neither by an import, nor by its repetition, nor by an export. */
class LargeRowsIT {

    private static final int ROWS = 30;
    private static final int RESPONSE = 2 << 20;
    private static final String HEAP = "-Xmx96m";

    @TempDir
    private Path folder;

    /** Imports a bundle twice, and exports its project. Arguments: the bundle, the folder of a store, the new bundle. */
    public static void main(String[] arguments) {
        Path bundle = Path.of(arguments[0]);
        try (Reelstore store = Reelstore.open(ImportProcess.config(Path.of(arguments[1])))) {
            System.out.println(
                    ImportProcess.importInto(store, bundle).imported().added());
            System.out.println(
                    ImportProcess.importInto(store, bundle).imported().present());
            new Bundles(store.transfers())
                    .exportTo(Path.of(arguments[2]), SampleProject.ID, new BundleOptions(true), TransferProgress.NONE);
        }
    }

    @Test
    @Tag("large")
    void aSmallHeapSuffices() throws Exception {
        SampleStore made = SampleStore.inMemory().withProfile("default");
        SampleProject.store(made);
        String response = "x".repeat(RESPONSE);
        made.transactions().inTransaction(made.profile(), tx -> {
            tx.generations()
                    .insertAll(IntStream.range(0, ROWS)
                            .mapToObj(number -> SampleRows.generation("video-" + number, "dusk")
                                    .profileId(made.profile())
                                    .rawResponse(response)
                                    .build())
                            .toList());
            return true;
        });
        Path bundle = folder.resolve("bundle");
        made.bundles().exportTo(bundle, SampleProject.ID, new BundleOptions(true), TransferProgress.NONE);
        Path exported = folder.resolve("exported");
        ProcessBuilder builder = JavaProcess.of(
                LargeRowsIT.class,
                bundle.toString(),
                Files.createDirectory(folder.resolve("store")).toString(),
                exported.toString());
        builder.command().add(1, "-Dorg.sqlite.tmpdir=" + folder);
        builder.command().add(1, HEAP);
        Path out = folder.resolve("out.txt");
        Process process = builder.redirectOutput(out.toFile()).start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(out, StandardCharsets.UTF_8).lines())
                .containsExactly("" + (ROWS + 4), "" + (ROWS + 4));
        assertThat(process.exitValue()).isZero();
        String videos = BundleTable.VIDEOS.path();
        assertThat(exported.resolve(videos)).hasSize(Files.size(bundle.resolve(videos)));
    }
}
