package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.testservers.PostgresServer;
import org.junit.jupiter.api.Test;

/** Without this, tests could pass on another server than the one they were meant for. */
class PostgresServerTest {

    @Test
    void theServerHasTheVersionThatThisRunIsFor() {
        String version = System.getProperty("reelstore.test.postgres.version");

        assertThat(PostgresServer.embedded().query("SHOW server_version"))
                .isEqualTo(version.substring(0, version.lastIndexOf('.')));
    }
}
