package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.KilledProcess.Work;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.testtools.FaultCount;
import io.github.reelstore.testtools.LifecycleScenario;
import io.github.reelstore.testtools.StoreInvariants;
import io.github.reelstore.testtools.StoreInvariants.Left;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process at any step of the protocol, or at any time: it leaves no row without its file, loses no confirmed
 * write, and leaves nothing that cannot be collected. One subclass per pair of backends.
 */
abstract class KillContract {

    private static final int RANDOM_KILLS = FaultCount.LONG ? 600 : 32;
    private static final String AT_A_STEP = "SIGKILL at a step";
    private static final String AT_ANY_TIME = "SIGKILL at any time";
    private static final long MAX_DELAY_NANOS = 150_000_000;

    /** The stores are emptied after this many kills, because verification takes longer as they grow. */
    private static final int KILLS_UNTIL_EMPTIED = 3;

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_124);
    private final FaultCount count = new FaultCount(getClass().getSimpleName());
    private final List<Store> stores = new ArrayList<>();
    private KilledProcesses killedProcesses;
    private int kills;
    private long maxOrphans;

    /** A store in which processes are killed, with the writes that it confirmed. */
    private record Store(Path options, ReelstoreConfig config, StoreInvariants invariants) {}

    /** The options of a new store; different at each call. */
    abstract Map<ConfigOption, String> newStore();

    /** How long the servers may continue to work after the process is dead. */
    abstract long serverDelayMillis();

    @BeforeEach
    void open() throws IOException {
        for (int store = 0; store < KilledProcesses.STORES; store++) {
            Path options = KilledProcesses.write(folder.resolve("store" + store + ".properties"), newStore());
            stores.add(new Store(options, KilledProcess.config(options), new StoreInvariants()));
        }
        killedProcesses =
                new KilledProcesses(Work.ROUNDS, store -> stores.get(store).options(), folder);
    }

    @AfterEach
    void closeProcesses() {
        killedProcesses.close();
    }

    @Test
    void killAtSomeStepsLeavesAConsistentStore() throws IOException, InterruptedException {
        killAtStepsLeavesAConsistentStore(steps -> KilledProcesses.forOneProcess(chosen(steps)));
    }

    @Test
    @Tag("kill")
    void killAtEachStepLeavesAConsistentStore() throws IOException, InterruptedException {
        killAtStepsLeavesAConsistentStore(this::chosen);
        // otherwise no kill happened between storing the files and committing the rows
        assertThat(maxOrphans).isGreaterThan(LifecycleScenario.PREPARED_ORPHANS);
    }

    private void killAtStepsLeavesAConsistentStore(Function<List<String>, List<Integer>> choice)
            throws IOException, InterruptedException {
        ReelstoreConfig other =
                KilledProcess.config(KilledProcesses.write(folder.resolve("steps.properties"), newStore()));
        List<String> steps = KilledProcesses.steps(Work.ROUNDS, other);
        List<Integer> chosen = choice.apply(steps);
        chosen.forEach(step -> count.plan(AT_A_STEP));

        for (List<Integer> group : KilledProcesses.groups(chosen)) {
            List<String> reached = killedProcesses.next().killAtSteps(numbers(), group, this::recordLine);
            assertThat(reached)
                    .isEqualTo(group.stream().map(step -> steps.get(step - 1)).toList());
            group.forEach(step -> count.injected(AT_A_STEP));
            assertWhole();
        }
        count.assertAllInjected();
    }

    /** The ordinals of the steps at which to kill. */
    abstract List<Integer> chosen(List<String> steps);

    @Test
    @Tag("kill")
    void killAtAnyTimeLeavesAConsistentStore() throws IOException, InterruptedException {
        for (int kill = 0; kill < RANDOM_KILLS; kill += KilledProcesses.STORES) {
            int confirmed = 1 + random.nextInt(16 * KilledProcesses.STORES);
            long delayNanos = (long) (random.nextDouble() * MAX_DELAY_NANOS);
            stores.forEach(store -> count.plan(AT_ANY_TIME));
            killedProcesses.next().killAnyTime(numbers(), confirmed, delayNanos, this::recordLine);
            stores.forEach(store -> count.injected(AT_ANY_TIME));
            LockSupport.parkNanos(serverDelayMillis() * 1_000_000);
            assertWhole();
        }
        count.assertAllInjected();
    }

    private void recordLine(int store, String line) {
        stores.get(store).invariants().confirm(line);
    }

    /** The first file numbers, the same in all stores, which are independent. */
    private List<Integer> numbers() {
        return Collections.nCopies(KilledProcesses.STORES, (1 + kills) * KilledProcess.NUMBERS);
    }

    private void assertWhole() {
        kills++;
        stores.replaceAll(this::assertWhole);
    }

    /** Verifies a store; returns the state for the next kills. */
    private Store assertWhole(Store store) {
        StoreInvariants invariants = store.invariants();
        try (Resources resources = Resources.open(store.config())) {
            Left left = invariants.assertHold(
                    resources.transactions(), resources.blobs(), store.config().profile());
            maxOrphans = Math.max(maxOrphans, left.orphans());
            if (kills % KILLS_UNTIL_EMPTIED != 0) {
                return store;
            }
            KilledProcess.round(resources, store.config(), invariants::confirm).delete(invariants.projects());
            invariants.assertHold(
                    resources.transactions(), resources.blobs(), store.config().profile());
        }
        return new Store(store.options(), store.config(), new StoreInvariants());
    }
}
