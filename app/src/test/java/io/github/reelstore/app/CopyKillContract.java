package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.copy.CopyOptions;
import io.github.reelstore.domain.copy.CopyResult;
import io.github.reelstore.domain.port.copy.CopyMarks;
import io.github.reelstore.domain.port.copy.CopyableDatabase;
import io.github.reelstore.testtools.FaultCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that copies and switches, at a step or at any time; the next one continues. At the end, both sides are equal, and at no
 * moment both can be written to. One subclass per pair of backends.
 */
abstract class CopyKillContract {

    static final int FEW = 3;
    private static final int MANY = FaultCount.LONG ? 300 : 30;

    /** Kills of the copy to one target, before it is completed. */
    private static final int KILLS_OF_ONE = 10;

    private static final String AT_A_STEP = "SIGKILL at a step";
    private static final String AT_ANY_TIME = "SIGKILL at any time";

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_130);
    private final FaultCount count = new FaultCount(getClass().getSimpleName());
    private FullStore source;
    private Path sourceOptions = Path.of("");
    private int targets;

    /** The options of an empty target; different at each call. */
    abstract Map<ConfigOption, String> newTarget(Path targetFolder);

    @BeforeEach
    void fill() throws SQLException, IOException {
        source = new FullStore(Files.createDirectory(folder.resolve("source"))).fill();
        source.addJobs(1_200);
        source.addImages(12, number -> {
            byte[] more = new byte[50_000];
            random.nextBytes(more);
            return more;
        });
        sourceOptions = KilledProcesses.write(
                folder.resolve("source.properties"),
                Map.of(
                        ConfigOption.DATABASE_URL, source.config().databaseUrl(),
                        ConfigOption.STORAGE_URL, source.config().storageUrl()));
    }

    @Test
    @Tag("kill")
    void aCopyIsContinuedAfterKillsAtEachStepAndAtAnyTime() throws Exception {
        kill(MANY);
    }

    final void kill(int kills) throws Exception {
        Uninterrupted uninterrupted = uninterrupted();
        int killed = 0;
        try (Victims victims = new Victims()) {
            while (killed < kills) {
                Place target = newPlace();
                boolean completed = false;
                for (int kill = 0; kill < KILLS_OF_ONE && killed < kills && !completed; kill++) {
                    // every second one at a step; over all kills, the steps are spread over the copy
                    boolean atStep = killed % 2 == 0;
                    int step = atStep ? 1 + killed * uninterrupted.steps() / kills : CopyProcess.ANY_TIME;
                    if (victims.isKilled(target, step, random.nextLong(uninterrupted.nanos()))) {
                        killed++;
                        count.plan(atStep ? AT_A_STEP : AT_ANY_TIME);
                        count.injected(atStep ? AT_A_STEP : AT_ANY_TIME);
                    }
                    completed = isSwitched(target);
                }
                complete(target, completed);
            }
        }
        count.assertAllInjected();
    }

    /** A target, and the file with its options. */
    private record Place(ReelstoreConfig config, Path options) {}

    private Place newPlace() throws IOException {
        Path place = Files.createDirectory(folder.resolve("target" + ++targets));
        Path options = KilledProcesses.write(folder.resolve("target" + targets + ".properties"), newTarget(place));
        return new Place(KilledProcess.config(options), options);
    }

    /** A copy that is not interrupted. */
    private record Uninterrupted(int steps, long nanos) {}

    private Uninterrupted uninterrupted() throws IOException {
        AtomicInteger steps = new AtomicInteger();
        ReelstoreConfig target = newPlace().config();
        long start = System.nanoTime();
        try (OpenCopy copy =
                OpenCopy.of(source.config(), target, CopyOptions.all(), (phase, done) -> steps.incrementAndGet())) {
            assertThat(copy.copy().runAndSwitch().switched()).isTrue();
        }
        long nanos = System.nanoTime() - start;
        OpenCopy.reopen(source.config());
        return new Uninterrupted(steps.get(), nanos);
    }

    /** The processes that are killed. The next one starts while the copy of the last one is looked at: the start takes the most time. */
    private final class Victims implements AutoCloseable {

        private Process next = start();

        private Victims() throws IOException {}

        private Process start() throws IOException {
            ProcessBuilder builder = JavaProcess.of(CopyProcess.class, sourceOptions.toString());
            builder.command().add(1, "-Dorg.sqlite.tmpdir=" + folder);
            builder.environment().put("AWS_ACCESS_KEY_ID", System.getProperty("aws.accessKeyId", ""));
            builder.environment().put("AWS_SECRET_ACCESS_KEY", System.getProperty("aws.secretAccessKey", ""));
            return builder.start();
        }

        /** False if the process had completed its work before. */
        boolean isKilled(Place target, int step, long nanos) throws IOException, InterruptedException {
            Process process = next;
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                    Writer orders = process.outputWriter(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("ready");
                orders.write(target.options() + "\n" + step + "\n");
                orders.flush();
                if (step == CopyProcess.ANY_TIME) {
                    LockSupport.parkNanos(nanos);
                    process.toHandle().destroyForcibly();
                }
                int status = process.waitFor();
                assertThat(status)
                        .as("killed, or done: " + lines.lines().toList())
                        .isIn(137, 0);
                next = start();
                return status == 137;
            }
        }

        @Override
        public void close() {
            next.destroyForcibly();
        }
    }

    /** Whether the copy is in use; asserts that not both can be written to. */
    private boolean isSwitched(Place target) {
        try (CopyableDatabase from = source.config().openToCopy();
                CopyableDatabase to = target.config().openToCopy()) {
            CopyMarks ofSource = from.marks();
            CopyMarks ofTarget = to.marks();
            boolean inUse = ofTarget.copyOf().isEmpty() && ofTarget.movedTo().isEmpty() && !to.isEmpty();
            assertThat(inUse && ofSource.movedTo().isEmpty())
                    .as("both can be written to")
                    .isFalse();
            return inUse;
        }
    }

    private void complete(Place target, boolean completed) {
        try (OpenCopy copy = OpenCopy.of(source.config(), target.config(), CopyOptions.all(), (phase, done) -> {})) {
            if (!completed) {
                assertThat(copy.copy().runAndSwitch().switched()).isTrue();
            }
            CopyResult compared = copy.copy().verify();
            assertThat(compared.problems()).isEmpty();
            assertThat(compared.isEqual()).isTrue();
        }
        OpenCopy.reopen(source.config());
    }
}
