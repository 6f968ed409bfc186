package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.KilledProcess.Work;
import io.github.reelstore.testkit.FaultCount;
import io.github.reelstore.testkit.WholeStore;
import io.github.reelstore.testkit.WholeStore.Left;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed at any step of the protocol, or at any time, leaves no row without its file, loses nothing that it had
 * confirmed, and leaves nothing that cannot be collected: a class each pair of backends.
 */
abstract class KillContract {

    private static final int RANDOM_KILLS = FaultCount.LONG ? 500 : 12;
    private static final String AT_A_STEP = "SIGKILL at a step";
    private static final String AT_ANY_TIME = "SIGKILL at any time";
    private static final long MOST_NANOS_LATER = 150_000_000;

    /** The store is emptied each so many kills: to verify all of it takes longer and longer. */
    private static final int KILLS_A_FILLING = 10;

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_124);
    private final WholeStore whole = new WholeStore();
    private final FaultCount count = new FaultCount(getClass().getSimpleName());
    private Victims victims;
    private ReelstoreConfig store;
    private int kills;
    private long orphans;

    /** The options of a store that nobody uses yet; others at each call. */
    abstract Map<ConfigOption, String> newStore();

    /** What the servers may still be at work on when the process is dead. */
    abstract long settlingMillis();

    @BeforeEach
    void open() throws IOException {
        Path options = Victims.write(folder.resolve("store.properties"), newStore());
        store = KilledProcess.config(options);
        victims = new Victims(Work.ROUNDS, () -> options, folder);
    }

    @AfterEach
    void endTheOthers() {
        victims.close();
    }

    @Test
    void killedAtEachStepItLeavesAWholeStore() throws IOException, InterruptedException {
        ReelstoreConfig other = KilledProcess.config(Victims.write(folder.resolve("steps.properties"), newStore()));
        List<String> steps = Victims.steps(Work.ROUNDS, other);
        List<Integer> chosen = chosen(steps);
        chosen.forEach(step -> count.plan(AT_A_STEP));

        for (int step : chosen) {
            String reached = victims.next().killAtStep(number(), step, whole::said);
            assertThat(reached).isEqualTo(steps.get(step - 1));
            count.injected(AT_A_STEP);
            assertWhole();
        }

        // else the files stored and the rows not yet, which this is about, were missed
        assertThat(orphans).isPositive();
        count.assertAllInjected();
    }

    /** Where to kill. */
    abstract List<Integer> chosen(List<String> steps);

    @Test
    void killedAtAnyTimeItLeavesAWholeStore() throws IOException, InterruptedException {
        for (int kill = 0; kill < RANDOM_KILLS; kill++) {
            int confirmed = 1 + random.nextInt(16);
            long nanosLater = (long) (random.nextDouble() * MOST_NANOS_LATER);
            count.plan(AT_ANY_TIME);
            victims.next().killAnyTime(number(), confirmed, nanosLater, whole::said);
            count.injected(AT_ANY_TIME);
            LockSupport.parkNanos(settlingMillis() * 1_000_000);
            assertWhole();
        }
        count.assertAllInjected();
    }

    private int number() {
        return (1 + kills) * KilledProcess.NUMBERS;
    }

    private void assertWhole() {
        try (Resources resources = Resources.open(store)) {
            Left left = whole.assertWhole(resources.transactions(), resources.blobs(), store.profile());
            orphans += left.orphans();
            if (++kills % KILLS_A_FILLING == 0) {
                KilledProcess.round(resources, store, whole::said).delete(whole.projects());
                whole.assertWhole(resources.transactions(), resources.blobs(), store.profile());
            }
        }
    }
}
