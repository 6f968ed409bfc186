package io.github.reelstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** Finds out what became of a commit whose answer was lost, by asking the server (its manual, 9.27, pg_xact_status). */
final class CommitStatusResolver {

    private static final long FIRST_PAUSE_MS = 10;
    private static final long LONGEST_PAUSE_MS = 500;

    private static final String ASK = "SELECT pg_xact_status(CAST(CAST(? AS text) AS xid8))";

    /**
     * A session that waits for its client never got the commit, and does not know that it has lost the client; one that is
     * still at work has got it, and is left alone.
     */
    private static final String END = """
            SELECT pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
            WHERE backend_xid = CAST(CAST(CAST(? AS text) AS xid8) AS xid) AND state = 'idle in transaction'
            """;

    private final DataSource connections;
    private final Duration patience;

    /**
     * Asks through other connections.
     *
     * @param patience for how long it asks again, while the server has not finished or cannot be reached
     */
    CommitStatusResolver(DataSource connections, Duration patience) {
        this.connections = connections;
        this.patience = patience;
    }

    /**
     * Returns if the transaction was committed.
     *
     * @param id as pg_current_xact_id gave it
     * @param lost what happened to the commit; thrown if the transaction was rolled back, so that it can be run again
     * @throws SQLException with SQLState 08007 if the server does not tell
     */
    void requireCommitted(String id, SQLException lost) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE_MS;
        do {
            switch (status(id, lost)) {
                case "committed" -> {
                    return;
                }
                case "aborted" -> throw lost;
                case "in progress", "unreachable" -> pause(pause, lost);
                default -> throw unknown(lost);
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        } while (System.nanoTime() < deadline);
        throw unknown(lost);
    }

    private String status(String id, SQLException lost) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            String status = first(connection, ASK, id).orElse("forgotten");
            if (status.equals("in progress")) {
                first(connection, END, id);
            }
            return status;
        } catch (SQLException e) {
            lost.addSuppressed(e);
            return switch (PostgresFailures.classify(e)) {
                case DISCONNECTED, BUSY -> "unreachable";
                // the user may not end it, so it is waited for
                case DENIED -> "in progress";
                default -> throw unknown(lost);
            };
        }
    }

    private static Optional<String> first(Connection connection, String query, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, id);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() ? Optional.ofNullable(answer.getString(1)) : Optional.empty();
            }
        }
    }

    private static void pause(long milliseconds, SQLException lost) throws SQLException {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(lost);
        }
    }

    private static SQLException unknown(SQLException lost) {
        return new SQLException(
                "Nobody can tell what became of the commit.", PostgresFailures.OUTCOME_UNKNOWN_STATE, lost);
    }
}
