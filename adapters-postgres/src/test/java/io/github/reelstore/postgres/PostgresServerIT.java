package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.testservers.PostgresServer;
import org.junit.jupiter.api.Test;

/** Makes sure that the tests run on the intended server version. */
class PostgresServerIT {

    @Test
    void serverHasTheExpectedVersion() {
        String version = System.getProperty("reelstore.test.postgres.version");

        assertThat(PostgresServer.embedded().query("SHOW server_version"))
                .isEqualTo(version.substring(0, version.lastIndexOf('.')));
    }
}
