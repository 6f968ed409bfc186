package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.KilledProcess.Work;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.testkit.fault.FaultCount;
import io.github.reelstore.testkit.services.LifecycleScenario;
import io.github.reelstore.testkit.services.StoreInvariants;
import io.github.reelstore.testkit.services.StoreInvariants.Left;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed at any step of the protocol, or at any time, leaves no row without its file, loses nothing
 * that it had confirmed, and leaves nothing that cannot be collected: a class each pair of backends.
 */
abstract class KillContract {

    private static final int RANDOM_KILLS = FaultCount.LONG ? 600 : 32;
    private static final String AT_A_STEP = "SIGKILL at a step";
    private static final String AT_ANY_TIME = "SIGKILL at any time";
    private static final long MOST_NANOS_LATER = 150_000_000;

    /** The stores are emptied each so many kills: to verify all of one takes longer and longer. */
    private static final int KILLS_A_FILLING = 3;

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_124);
    private final FaultCount count = new FaultCount(getClass().getSimpleName());
    private final List<Store> stores = new ArrayList<>();
    private KilledProcesses killedProcesses;
    private int kills;
    private long mostOrphans;

    /** One that processes are killed in, and what it has confirmed. */
    private record Store(Path options, ReelstoreConfig config, StoreInvariants whole) {}

    /** The options of a store that nobody uses yet; others at each call. */
    abstract Map<ConfigOption, String> newStore();

    /** What the servers may still be at work on when the process is dead. */
    abstract long settlingMillis();

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
    void endTheOthers() {
        killedProcesses.close();
    }

    @Test
    void killedAtEachStepItLeavesAWholeStore() throws IOException, InterruptedException {
        ReelstoreConfig other =
                KilledProcess.config(KilledProcesses.write(folder.resolve("steps.properties"), newStore()));
        List<String> steps = KilledProcesses.steps(Work.ROUNDS, other);
        List<Integer> chosen = chosen(steps);
        chosen.forEach(step -> count.plan(AT_A_STEP));

        for (List<Integer> group : KilledProcesses.groups(chosen)) {
            List<String> reached = killedProcesses.next().killAtSteps(numbers(), group, this::said);
            assertThat(reached)
                    .isEqualTo(group.stream().map(step -> steps.get(step - 1)).toList());
            group.forEach(step -> count.injected(AT_A_STEP));
            assertWhole();
        }

        // else the files stored and the rows not yet, which this is about, were missed
        assertThat(mostOrphans).isGreaterThan(LifecycleScenario.PREPARED_ORPHANS);
        count.assertAllInjected();
    }

    /** Where to kill. */
    abstract List<Integer> chosen(List<String> steps);

    @Test
    void killedAtAnyTimeItLeavesAWholeStore() throws IOException, InterruptedException {
        for (int kill = 0; kill < RANDOM_KILLS; kill += KilledProcesses.STORES) {
            int confirmed = 1 + random.nextInt(16 * KilledProcesses.STORES);
            long nanosLater = (long) (random.nextDouble() * MOST_NANOS_LATER);
            stores.forEach(store -> count.plan(AT_ANY_TIME));
            killedProcesses.next().killAnyTime(numbers(), confirmed, nanosLater, this::said);
            stores.forEach(store -> count.injected(AT_ANY_TIME));
            LockSupport.parkNanos(settlingMillis() * 1_000_000);
            assertWhole();
        }
        count.assertAllInjected();
    }

    private void said(int store, String line) {
        stores.get(store).whole().confirm(line);
    }

    /** The same in all stores: they know nothing of each other. */
    private List<Integer> numbers() {
        return Collections.nCopies(KilledProcesses.STORES, (1 + kills) * KilledProcess.NUMBERS);
    }

    private void assertWhole() {
        kills++;
        stores.replaceAll(this::assertWhole);
    }

    /** Returns what it is to be compared with from now on. */
    private Store assertWhole(Store store) {
        StoreInvariants whole = store.whole();
        try (Resources resources = Resources.open(store.config())) {
            Left left = whole.assertHold(
                    resources.transactions(), resources.blobs(), store.config().profile());
            mostOrphans = Math.max(mostOrphans, left.orphans());
            if (kills % KILLS_A_FILLING != 0) {
                return store;
            }
            KilledProcess.round(resources, store.config(), whole::confirm).delete(whole.projects());
            whole.assertHold(
                    resources.transactions(), resources.blobs(), store.config().profile());
        }
        return new Store(store.options(), store.config(), new StoreInvariants());
    }
}
