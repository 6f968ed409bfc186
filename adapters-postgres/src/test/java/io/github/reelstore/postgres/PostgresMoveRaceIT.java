package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.MoveRace;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two processes that move scenes at the same time agree about their order. */
@Tag("race")
class PostgresMoveRaceIT {

    private static final int MOVES = 300;
    private static final PostgresServer SERVER = PostgresServer.embedded();

    @Test
    void manyMovesOfTwoProcessesGiveOneOrder() throws Exception {
        String url = SERVER.newDatabase();
        try (Transactions store = open(url, SERVER.user(), SERVER.password())) {
            MoveRace.run(
                    store,
                    scene -> () -> new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    MovingProcess.class.getName(),
                                    url,
                                    SERVER.user(),
                                    SERVER.password(),
                                    scene)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        }
    }

    private static Transactions open(String url, String user, String password) {
        return PostgresTransactions.open(PostgresConfig.of(url).withCredentials(user, password), Clock.systemUTC());
    }

    /** One of the processes. */
    static final class MovingProcess {

        private MovingProcess() {}

        public static void main(String[] arguments) throws Exception {
            try (Transactions store = open(arguments[0], arguments[1], arguments[2])) {
                MoveRace.runProcess(store, arguments[3], MOVES);
            }
        }
    }
}
