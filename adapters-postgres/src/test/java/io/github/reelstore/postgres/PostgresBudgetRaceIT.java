package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.BudgetRace;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes that reserve one budget never pass it, and use it up to the smallest unit. */
@Tag("race")
class PostgresBudgetRaceIT {

    private static final int PROCESSES = 3;
    private static final PostgresServer SERVER = PostgresServer.embedded();

    @Test
    void aFewThreadsOfThreeProcessesNeverPassABudget() throws Exception {
        race(4, 800);
    }

    @Test
    @Tag("race")
    void threeProcessesWithThirtyTwoThreadsNeverPassABudget() throws Exception {
        race(32, 20_000);
    }

    private static void race(int threads, long limit) throws Exception {
        String url = SERVER.newDatabase();
        try (Transactions store = open(url, SERVER.user(), SERVER.password())) {
            BudgetRace.run(
                    store,
                    limit,
                    PROCESSES,
                    () -> new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    ReservingProcess.class.getName(),
                                    url,
                                    SERVER.user(),
                                    SERVER.password(),
                                    String.valueOf(threads))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        }
    }

    private static Transactions open(String url, String user, String password) {
        return PostgresTransactions.open(PostgresConfig.of(url).withCredentials(user, password), Clock.systemUTC());
    }

    /** One of the processes. */
    static final class ReservingProcess {

        private ReservingProcess() {}

        public static void main(String[] arguments) throws Exception {
            try (Transactions store = open(arguments[0], arguments[1], arguments[2])) {
                BudgetRace.runProcess(store, Integer.parseInt(arguments[3]));
            }
        }
    }
}
