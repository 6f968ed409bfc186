package io.github.reelstore.sqlite;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testtools.BudgetRace;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that reserve one budget never pass it, and use it up to the smallest unit. */
class SqliteBudgetRaceIT {

    private static final int PROCESSES = 3;

    @TempDir
    Path folder;

    @Test
    void aFewThreadsOfThreeProcessesNeverPassABudget() throws Exception {
        race(4, 800);
    }

    @Test
    @Tag("race")
    void threeProcessesWithThirtyTwoThreadsNeverPassABudget() throws Exception {
        race(32, 20_000);
    }

    private void race(int threads, long limit) throws Exception {
        Path file = folder.resolve("reelstore.db");
        try (Transactions store = open(file)) {
            BudgetRace.run(
                    store,
                    limit,
                    PROCESSES,
                    () -> TestProcess.of(ReservingProcess.class, file.toString(), String.valueOf(threads))
                            .start());
        }
    }

    private static Transactions open(Path file) {
        return SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC());
    }

    /** One of the processes. */
    static final class ReservingProcess {

        private ReservingProcess() {}

        public static void main(String[] arguments) throws Exception {
            try (Transactions store = open(Path.of(arguments[0]))) {
                BudgetRace.runProcess(store, Integer.parseInt(arguments[1]));
            }
        }
    }
}
