package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.EmptiedTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/**
 * A schema shared by all contract tests. It is emptied before each test and opened without checking its version,
 * because creating and checking a schema takes longer than most tests.
 */
final class EmptiedSchema {

    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final PostgresConfig CONFIG = create();
    private static final Sessions SESSIONS = sessions();

    private EmptiedSchema() {}

    private static PostgresConfig create() {
        PostgresConfig config = PostgresConfig.of(SERVER.url())
                .withCredentials(SERVER.user(), SERVER.password())
                .withSchema(SERVER.newSchema());
        PostgresTransactions.open(config, Clock.systemUTC()).close();
        return config;
    }

    private static Sessions sessions() {
        PostgresDataSource source = new PostgresDataSource(CONFIG);
        try (Connection connection = source.connect()) {
            connection.setAutoCommit(false);
            return new SessionProbe(connection, source).sessions();
        } catch (SQLException e) {
            throw new IllegalStateException("the server cannot be reached", e);
        }
    }

    static PostgresConfig config() {
        return CONFIG;
    }

    static Transactions open(Clock clock) {
        return new MybatisTransactions(database(), clock);
    }

    /** Whether a pooler shares sessions, as .ci/pgbouncer does. */
    static Sessions foundSessions() {
        return SESSIONS;
    }

    static Database database() {
        empty();
        return new PostgresDatabase(CONFIG, new PostgresDataSource(CONFIG).with(SESSIONS), "the tests' schema");
    }

    static void empty() {
        SERVER.execute(String.join("; ", EmptiedTables.statements(CONFIG.schema())));
    }

    /** Executes a statement in the schema. */
    static void execute(String sql) {
        SERVER.execute("SET search_path = " + CONFIG.schema() + "; " + sql);
    }
}
