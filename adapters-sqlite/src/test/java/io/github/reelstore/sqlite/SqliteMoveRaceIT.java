package io.github.reelstore.sqlite;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testtools.MoveRace;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that move scenes at the same time agree about their order. */
class SqliteMoveRaceIT {

    @TempDir
    Path folder;

    @Test
    void aFewMovesOfTwoProcessesGiveOneOrder() throws Exception {
        race(50);
    }

    @Test
    @Tag("race")
    void manyMovesOfTwoProcessesGiveOneOrder() throws Exception {
        race(300);
    }

    private void race(int moves) throws Exception {
        Path file = folder.resolve("reelstore.db");
        try (Transactions store = open(file)) {
            MoveRace.run(
                    store,
                    scene -> () -> TestProcess.of(MovingProcess.class, file.toString(), scene, String.valueOf(moves))
                            .start());
        }
    }

    private static Transactions open(Path file) {
        return SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC());
    }

    /** One of the processes. */
    static final class MovingProcess {

        private MovingProcess() {}

        public static void main(String[] arguments) throws Exception {
            try (Transactions store = open(Path.of(arguments[0]))) {
                MoveRace.runProcess(store, arguments[1], Integer.parseInt(arguments[2]));
            }
        }
    }
}
