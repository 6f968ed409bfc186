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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that copies and switches, at a step or at any time; the next one continues. At the end, both sides are equal, and at no
 * moment both can be written to. One subclass for each way.
 */
abstract class CopyKillContract {

    static final int FEW = 3;
    static final int MANY = FaultCount.LONG ? 300 : 30;

    /** Kills of the copy to one target, before it is completed. */
    private static final int KILLS_OF_ONE = 10;

    private static final String AT_A_STEP = "SIGKILL at a step";
    private static final String AT_ANY_TIME = "SIGKILL at any time";

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_130);
    private final FaultCount count = new FaultCount(getClass().getSimpleName());
    private ReelstoreConfig source = ReelstoreConfig.builder().build();
    private Path sourceOptions = Path.of("");
    private int targets;

    /** The options of an empty target; different at each call. */
    abstract Map<ConfigOption, String> newTarget(Path targetFolder);

    @BeforeEach
    void fill() throws SQLException, IOException {
        FullStore filled = new FullStore(Files.createDirectory(folder.resolve("source"))).fill();
        filled.addJobs(1_200);
        filled.addImages(12, number -> {
            byte[] more = new byte[50_000];
            random.nextBytes(more);
            return more;
        });
        sourceOptions = KilledProcesses.write(folder.resolve("source.properties"), placeOfSource(filled.config()));
        source = KilledProcess.config(sourceOptions);
        if (!source.databaseUrl().equals(filled.config().databaseUrl())) {
            assertThat(StoreCopyTest.switched(filled.config(), source).switched())
                    .isTrue();
        }
    }

    /** The options of the store that is copied: those of a filled one, or of an empty place to which it is moved before. */
    Map<ConfigOption, String> placeOfSource(ReelstoreConfig filled) {
        return Map.of(
                ConfigOption.DATABASE_URL, filled.databaseUrl(),
                ConfigOption.STORAGE_URL, filled.storageUrl());
    }

    final void kill(int kills) throws Exception {
        Uninterrupted uninterrupted = uninterrupted();
        // every second kill is at a step
        Deque<String> steps = chosen(uninterrupted.steps(), (kills + 1) / 2);
        int killed = 0;
        try (Victims victims = new Victims()) {
            while (killed < kills) {
                Place target = newPlace();
                boolean completed = false;
                for (int kill = 0; kill < KILLS_OF_ONE && killed < kills && !completed; kill++) {
                    // if this run does not reach the step, since an earlier one did that part, the run to the next
                    // target does
                    boolean atStep = killed % 2 == 0;
                    String step = atStep ? steps.element() : CopyProcess.ANY_TIME;
                    if (victims.isKilled(target, step, random.nextLong(uninterrupted.nanos()))) {
                        killed++;
                        if (atStep) {
                            steps.remove();
                        }
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

    /** The first step of each kind, and others spread over the copy; only some of the first ones if so few are wanted. */
    private static Deque<String> chosen(List<String> steps, int count) {
        List<String> chosen = new ArrayList<>(
                steps.stream().filter(step -> step.endsWith(CopyProcess.FIRST)).toList());
        assertThat(count).as("kills at " + chosen).matches(any -> any >= chosen.size() || any <= FEW);
        int others = count - chosen.size();
        for (int i = 0; i < others; i++) {
            chosen.add(steps.get((2 * i + 1) * steps.size() / (2 * others)));
        }
        return IntStream.range(0, count)
                .mapToObj(i -> chosen.get(i * chosen.size() / count))
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    /** A target, and the file with its options. */
    private record Place(ReelstoreConfig config, Path options) {}

    private Place newPlace() throws IOException {
        Path place = Files.createDirectory(folder.resolve("target" + ++targets));
        Path options = KilledProcesses.write(folder.resolve("target" + targets + ".properties"), newTarget(place));
        return new Place(KilledProcess.config(options), options);
    }

    /** A copy that is not interrupted. */
    private record Uninterrupted(List<String> steps, long nanos) {}

    private Uninterrupted uninterrupted() throws IOException {
        List<String> steps = new ArrayList<>();
        ReelstoreConfig target = newPlace().config();
        long start = System.nanoTime();
        try (OpenCopy copy =
                OpenCopy.of(source, target, CopyOptions.all(), CopyProcess.steps(sourceOptions, steps::add))) {
            assertThat(copy.copy().runAndSwitch().switched()).isTrue();
        }
        long nanos = System.nanoTime() - start;
        OpenCopy.reopen(source);
        return new Uninterrupted(steps, nanos);
    }

    /** The processes that are killed. The next one starts while the copy of the last one is looked at: the start takes the most time. */
    private final class Victims implements AutoCloseable {

        private Process next = start();

        private Victims() throws IOException {}

        private Process start() throws IOException {
            ProcessBuilder builder = JavaProcess.of(CopyProcess.class, sourceOptions.toString());
            builder.command().add(1, "-Dorg.sqlite.tmpdir=" + folder);
            JavaProcess.withCredentials(builder);
            return builder.start();
        }

        /** False if the process had completed its work before. */
        boolean isKilled(Place target, String step, long nanos) throws IOException, InterruptedException {
            Process process = next;
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                    Writer orders = process.outputWriter(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("ready");
                orders.write(target.options() + "\n" + step + "\n");
                orders.flush();
                if (step.equals(CopyProcess.ANY_TIME)) {
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
        try (CopyableDatabase from = source.openToCopy();
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
        try (OpenCopy copy = OpenCopy.of(source, target.config(), CopyOptions.all(), (phase, done) -> {})) {
            if (!completed) {
                assertThat(copy.copy().runAndSwitch().switched()).isTrue();
            }
            CopyResult compared = copy.copy().verify();
            assertThat(compared.problems()).isEmpty();
            assertThat(compared.isEqual()).isTrue();
        }
        OpenCopy.reopen(source);
    }
}
