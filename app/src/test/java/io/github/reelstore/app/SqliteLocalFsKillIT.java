package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.KilledProcess.Work;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.testtools.FaultCount;
import io.github.reelstore.testtools.LifecycleScenario;
import io.github.reelstore.testtools.StoreInvariants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SqliteLocalFsKillIT extends KillContract {

    private int stores;

    @Override
    Map<ConfigOption, String> newStore() {
        stores++;
        return Map.of(
                ConfigOption.DATABASE_URL, "jdbc:sqlite:" + folder.resolve(stores + "/reelstore.db"),
                ConfigOption.STORAGE_URL, "file:" + folder.resolve(stores + "/media"));
    }

    @Override
    List<Integer> chosen(List<String> steps) {
        return KilledProcesses.each(steps);
    }

    /** Nothing continues after the process is dead. */
    @Override
    long serverDelayMillis() {
        return 0;
    }

    @Test
    @Tag("kill")
    void killWhileTheStoreIdIsSetLeavesAUsableStore() throws IOException, InterruptedException {
        FaultCount count = new FaultCount("SqliteLocalFsKillIT, a new store");
        List<String> steps = KilledProcesses.steps(Work.FIRST_ROUND, KilledProcess.config(options()));
        // from the beginning of the first file until it is staged, when the id is set
        int first = steps.indexOf("before commit") + 2;
        int last = steps.indexOf("before stage") + 1;
        List<Integer> chosen = IntStream.rangeClosed(first, last).boxed().toList();
        chosen.forEach(step -> count.plan("SIGKILL at a step"));
        try (KilledProcesses killedProcesses = new KilledProcesses(Work.FIRST_ROUND, store -> options(), folder)) {
            for (List<Integer> group : KilledProcesses.groups(chosen)) {
                List<StoreInvariants> invariants = Stream.generate(StoreInvariants::new)
                        .limit(group.size())
                        .toList();
                KilledProcesses.Victim victim = killedProcesses.next();
                List<String> reached = victim.killAtSteps(
                        Collections.nCopies(group.size(), 1),
                        group,
                        (store, line) -> invariants.get(store).confirm(line));
                for (int store = 0; store < group.size(); store++) {
                    assertThat(reached.get(store)).isEqualTo(steps.get(group.get(store) - 1));
                    count.injected("SIGKILL at a step");
                    assertUsable(KilledProcess.config(victim.options().get(store)), invariants.get(store));
                }
            }
        }
        count.assertAllInjected();
    }

    private static void assertUsable(ReelstoreConfig config, StoreInvariants invariants) {
        try (Resources resources = Resources.open(config)) {
            LifecycleScenario round = KilledProcess.round(resources, config, invariants::confirm);
            round.prepare(2);
            assertThat(round.run(3)).isEmpty();
            invariants.assertHold(resources.transactions(), resources.blobs(), config.profile());
        }
    }

    private Path options() {
        try {
            Map<ConfigOption, String> store = newStore();
            return KilledProcesses.write(folder.resolve(stores + ".properties"), store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
