package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.BoardWorkload;
import io.github.reelstore.testtools.SmallHeap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storyboards of the largest projects. */
@Tag("large")
class PostgresLargeBoardIT {

    @TempDir
    Path folder;

    /** Reads and plans, in a JVM of its own. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) {
            PostgresConfig config = PostgresConfig.of(arguments[0])
                    .withCredentials(arguments[1], System.getenv("TEST_PASSWORD"))
                    .withSchema(arguments[2]);
            try (Transactions transactions = PostgresTransactions.open(config, Clock.systemUTC())) {
                System.out.println(BoardWorkload.readLarge(transactions));
            }
        }
    }

    @Test
    void aBoardOf60000TakesIsReadAndAPlanOf200ScenesIsMadeIn128MiB() throws IOException, InterruptedException {
        PostgresServer server = PostgresServer.shared();
        String schema = server.newSchema();
        PostgresConfig config = PostgresConfig.of(server.url())
                .withCredentials(server.user(), server.password())
                .withSchema(schema);
        try (Transactions transactions = PostgresTransactions.open(config, Clock.systemUTC())) {
            BoardWorkload.makeLarge(transactions);
        }

        assertThat(SmallHeap.outputOf(
                        Reader.class,
                        folder.resolve("output"),
                        Map.of("TEST_PASSWORD", server.password()),
                        server.url(),
                        server.user(),
                        schema))
                .contains("12000 cells, 2000 of them stale, 4200 requests");
    }
}
