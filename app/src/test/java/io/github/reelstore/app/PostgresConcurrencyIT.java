package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.testservers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Uses a separate server, because it changes how the server commits. */
class PostgresConcurrencyIT extends ConcurrencyContract {

    /** Selects a random active session. */
    private static final String ACTIVE_SESSION =
            "state IN ('active', 'idle in transaction') AND wait_event IS DISTINCT FROM 'SyncRep' ORDER BY random() LIMIT 1";

    /** Selects sessions that have committed but not yet received the confirmation. */
    private static final String UNCONFIRMED_COMMITS = "wait_event = 'SyncRep'";

    private static final String SCHEMA = "studio";
    private static final int MIN_KILLS = 20;
    /** One kill per about twenty writes, so that no transaction is hit in all of its five attempts. */
    private static final int PROGRESS_PER_KILL = 2_000;

    private final PostgresServer server = PostgresServer.start(null);
    private final String url = server.newDatabase();
    private int killedActive;
    private int killedUnconfirmed;
    private boolean confirmationsDelayed;

    @BeforeEach
    void commitSynchronously() {
        server.execute("ALTER DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " SET synchronous_commit = on");
    }

    @Override
    Map<String, String> database() {
        return Map.of(
                ConfigOption.DATABASE_URL.environmentVariable(),
                url,
                ConfigOption.DATABASE_SCHEMA.environmentVariable(),
                SCHEMA,
                ConfigOption.DATABASE_USER.environmentVariable(),
                server.user(),
                ConfigOption.DATABASE_PASSWORD.environmentVariable(),
                server.password());
    }

    @Override
    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, server.user(), server.password());
        connection.setSchema(SCHEMA);
        return connection;
    }

    @Test
    @Tag("kill")
    void killedConnectionsCauseNoFailureLossOrDuplicate() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            audited(write(ROUNDS, progress -> kill(statement, progress)));
        }

        assertThat(killedActive).isGreaterThanOrEqualTo(MIN_KILLS);
        assertThat(killedUnconfirmed).isGreaterThanOrEqualTo(MIN_KILLS);
    }

    private void kill(Statement statement, long progress) throws SQLException {
        if (confirmationsDelayed) {
            // until a commit waits, which takes longer than one call when the machine is busy
            int killed = kill(statement, UNCONFIRMED_COMMITS);
            if (killed > 0) {
                killedUnconfirmed += killed;
                releaseConfirmations();
            }
        } else if (progress > (killedActive + 1L) * PROGRESS_PER_KILL) {
            killedActive += kill(statement, ACTIVE_SESSION);
        } else {
            delayConfirmations();
        }
    }

    private static int kill(Statement statement, String which) throws SQLException {
        String kill = """
                SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))
                FROM (SELECT pid FROM pg_stat_activity
                      WHERE datname = current_database() AND pid <> pg_backend_pid() AND %s) AS victims
                """.formatted(which);
        try (ResultSet killed = statement.executeQuery(kill)) {
            killed.next();
            return killed.getInt(1);
        }
    }

    /** From now on, commits wait for a standby server that does not exist. */
    private void delayConfirmations() {
        confirmationsDelayed = true;
        server.execute("ALTER SYSTEM SET synchronous_standby_names = 'missing'");
        server.query("SELECT pg_reload_conf()");
    }

    @AfterEach
    void stopServer() {
        // first, so that no process still waits for the confirmation of its commit
        releaseConfirmations();
        killProcesses();
        server.stop();
    }

    private void releaseConfirmations() {
        confirmationsDelayed = false;
        server.execute("ALTER SYSTEM RESET synchronous_standby_names");
        server.query("SELECT pg_reload_conf()");
    }
}
