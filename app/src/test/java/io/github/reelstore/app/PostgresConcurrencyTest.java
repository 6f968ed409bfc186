package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.testservers.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresConcurrencyTest extends ConcurrencyContract {

    /** The session of somebody who is in the middle of something, killed; how many there were, 0 or 1. */
    private static final String KILL_ONE = """
            SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))
            FROM (SELECT pid
                  FROM pg_stat_activity
                  WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
                      AND state IN ('active', 'idle in transaction')
                  ORDER BY random()
                  LIMIT 1) AS victim
            """;

    private static final int LEAST_KILLS = 20;

    private final PostgresServer server = PostgresServer.shared();
    private final String schema = server.newSchema();
    private int kills;

    @Override
    Map<String, String> database() {
        return Map.of(
                ConfigOption.DATABASE_URL.environmentVariable(), server.url(),
                ConfigOption.DATABASE_SCHEMA.environmentVariable(), schema,
                ConfigOption.DATABASE_USER.environmentVariable(), server.user(),
                ConfigOption.DATABASE_PASSWORD.environmentVariable(), server.password());
    }

    @Override
    Connection connect() throws SQLException {
        Connection connection = server.connect();
        connection.setSchema(schema);
        return connection;
    }

    @Test
    void killedConnectionsReachNoCallerAndLoseNorDoubleAnything() throws Exception {
        try (Connection connection = server.connect();
                Statement kill = connection.createStatement()) {
            audited(write(() -> kills += killOne(kill)));
        }
        assertThat(kills).isGreaterThanOrEqualTo(LEAST_KILLS);
    }

    private static int killOne(Statement statement) throws SQLException {
        try (ResultSet killed = statement.executeQuery(KILL_ONE)) {
            killed.next();
            return killed.getInt(1);
        }
    }
}
