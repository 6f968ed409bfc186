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
import org.junit.jupiter.api.Test;

/** On a server of its own, since it changes how the server commits. */
class PostgresConcurrencyTest extends ConcurrencyContract {

    /** One session in the middle of something. */
    private static final String ONE_AT_WORK =
            "state IN ('active', 'idle in transaction') AND wait_event IS DISTINCT FROM 'SyncRep' ORDER BY random() LIMIT 1";

    /** Those who have committed, and have not been told so yet. */
    private static final String COMMITTED_UNTOLD = "wait_event = 'SyncRep'";

    private static final String SCHEMA = "studio";
    private static final int LEAST_KILLS = 20;
    /** One kill at work for some twenty writes: a transaction is tried five times, and shall not be hit each time. */
    private static final int PROGRESS_FOR_A_KILL = 2_000;

    private final PostgresServer server = PostgresServer.start(null);
    private final String url = server.newDatabase();
    private int killedAtWork;
    private int killedUntold;
    private boolean answersKeptBack;

    @BeforeEach
    void commitForSure() {
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
    void killedConnectionsReachNoCallerAndNothingIsLostNorDoubled() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            audited(write(progress -> kill(statement, progress)));
        }

        assertThat(killedAtWork).isGreaterThanOrEqualTo(LEAST_KILLS);
        assertThat(killedUntold).isGreaterThanOrEqualTo(LEAST_KILLS);
    }

    private void kill(Statement statement, long progress) throws SQLException {
        if (answersKeptBack) {
            killedUntold += kill(statement, COMMITTED_UNTOLD);
            giveAnswers();
        } else if (progress > (killedAtWork + 1L) * PROGRESS_FOR_A_KILL) {
            killedAtWork += kill(statement, ONE_AT_WORK);
        } else {
            keepAnswersBack();
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

    /** From now on a commit waits until another server has a copy, and there is none. */
    private void keepAnswersBack() {
        answersKeptBack = true;
        server.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        server.query("SELECT pg_reload_conf()");
    }

    @AfterEach
    void stopServer() {
        // not while a process still waits for the answer to its commit
        giveAnswers();
        endTheOthers();
        server.stop();
    }

    private void giveAnswers() {
        answersKeptBack = false;
        server.execute("ALTER SYSTEM RESET synchronous_standby_names");
        server.query("SELECT pg_reload_conf()");
    }
}
