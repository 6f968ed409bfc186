package io.github.reelstore.export.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.JavaProcess;
import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.transfer.TransferProgress;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testtools.FaultCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that imports: afterwards all of the project is there or nothing, and a second import ends equal. */
class ImportKillIT {

    /** The stores into which a process imports. */
    private static final int STORES = 8;

    /** So many that publishing them takes a while. */
    private static final int IMAGES = 16;

    private static final int FEW = 4;
    private static final int PROCESSES = FaultCount.LONG ? 40 : 2;
    private static final int MOST_MILLIS = 1_500;
    private static final String AT_A_STEP = "the process ends at a step";
    private static final String AT_ANY_TIME = "SIGKILL at any time";

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_130);
    private final FaultCount count = new FaultCount(getClass().getSimpleName());
    private Path bundle = Path.of("");
    private List<String> expected = List.of();
    private List<String> steps = List.of();
    private int stores;

    @BeforeEach
    void export() throws IOException {
        SampleStore made = SampleStore.inMemory().withProfile("default");
        SampleProject.store(made);
        made.transactions().inTransaction(made.profile(), tx -> {
            for (int i = 0; i < IMAGES; i++) {
                BlobKey key = new BlobKey("projects/dusk/images/" + i + ".png");
                byte[] png = SampleMedia.png(100 + i);
                tx.images()
                        .insert(SampleRows.image("image-" + i)
                                .profileId(made.profile())
                                .projectId(SampleProject.ID)
                                .filePath(key)
                                .contentHash(made.put(key, png))
                                .byteSize((long) png.length)
                                .build());
            }
            return true;
        });
        bundle = folder.resolve("bundle.zip");
        made.bundles().exportTo(bundle, SampleProject.ID, new BundleOptions(true), TransferProgress.NONE);
        Path store = newStore();
        steps = ImportProcess.steps(store, bundle);
        try (Reelstore complete = Reelstore.open(ImportProcess.config(store))) {
            expected = state(complete);
        }
    }

    private Path newStore() throws IOException {
        return Files.createDirectory(folder.resolve("store-" + stores++));
    }

    private static List<String> state(Reelstore store) {
        return ProjectState.of(store.transfers(), SampleProject.ID).lines();
    }

    @Test
    void anImportIsRepeatedAfterKillsAtAFewSteps() throws Exception {
        endAt(IntStream.rangeClosed(0, FEW)
                .map(i -> 1 + i * (steps.size() - 1) / FEW)
                .boxed()
                .toList());
        count.assertAllInjected();
    }

    @Test
    @Tag("kill")
    void anImportIsRepeatedAfterKillsAtEachKindOfStepAndAtAnyTime() throws Exception {
        List<Integer> all = IntStream.rangeClosed(1, steps.size())
                // the first one of each kind
                .filter(step -> FaultCount.LONG || steps.indexOf(steps.get(step - 1)) == step - 1)
                .boxed()
                .toList();
        for (int first = 0; first < all.size(); first += STORES) {
            endAt(all.subList(first, Math.min(first + STORES, all.size())));
        }
        for (int process = 0; process < PROCESSES; process++) {
            List<Path> killed = run(Collections.nCopies(STORES, ImportProcess.ANY_TIME), AT_ANY_TIME);
            for (Path store : killed) {
                assertAllOrNothing(store);
            }
        }
        count.assertAllInjected();
    }

    /** No step comes after the commit, so nothing may be there. */
    private void endAt(List<Integer> chosen) throws IOException, InterruptedException {
        for (Path store : run(chosen, AT_A_STEP)) {
            assertThat(assertAllOrNothing(store)).as("rows before the commit").isZero();
        }
    }

    /** Starts an import in a new store for each step, and returns the stores when the process is dead. */
    private List<Path> run(List<Integer> chosen, String fault) throws IOException, InterruptedException {
        List<Path> imported = new ArrayList<>();
        ProcessBuilder builder = JavaProcess.of(ImportProcess.class, bundle.toString());
        builder.command().add(1, "-Dorg.sqlite.tmpdir=" + folder);
        for (int step : chosen) {
            Path store = newStore();
            imported.add(store);
            builder.command().addAll(List.of(store.toString(), Integer.toString(step)));
            count.plan(fault);
        }
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("began");
            if (fault.equals(AT_ANY_TIME)) {
                LockSupport.parkNanos(random.nextInt(MOST_MILLIS) * 1_000_000L);
                process.toHandle().destroyForcibly();
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(137);
            imported.forEach(store -> count.injected(fault));
        } finally {
            process.destroyForcibly();
        }
        return imported;
    }

    /** Returns the number of rows that the killed import has left. */
    private long assertAllOrNothing(Path path) {
        try (Reelstore store = Reelstore.open(ImportProcess.config(path))) {
            // files without rows are what a kill may leave
            store.maintenance()
                    .verify(
                            VerificationRequest.ALL.with(Depth.CONTENT),
                            problem -> assertThat(problem.kind()).isEqualTo(Kind.ORPHAN));
            long rows = store.<Long, RuntimeException>readOnly(
                    tx -> tx.maintenance().rows(Long.MAX_VALUE));
            if (rows > 0) {
                assertThat(state(store)).containsExactlyElementsOf(expected);
            }

            ImportedBundle repeated = ImportProcess.importInto(store, bundle);
            assertThat(repeated.imported().mapped()).isEmpty();
            assertThat(state(store)).containsExactlyElementsOf(expected);
            assertThat(ImportProcess.importInto(store, bundle).imported().added())
                    .isZero();
            store.maintenance()
                    .verify(
                            VerificationRequest.ALL.with(Depth.CONTENT),
                            problem -> assertThat(problem).isNull());
            return rows;
        }
    }
}
