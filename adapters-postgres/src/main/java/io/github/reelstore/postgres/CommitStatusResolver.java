package io.github.reelstore.postgres;

import io.github.reelstore.domain.internal.Backoff;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** Resolves the outcome of a commit whose response was lost: queries pg_xact_status (Postgres manual, 9.27). */
final class CommitStatusResolver {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private static final String STATUS_QUERY = "SELECT pg_xact_status(CAST(CAST(? AS text) AS xid8))";

    /**
     * Ends a session that waits for its client: it never received the commit and has not noticed that the client is
     * gone. A session that is still working has received the commit, and is left alone.
     */
    private static final String END_SESSION = """
            SELECT pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
            WHERE backend_xid = CAST(CAST(CAST(? AS text) AS xid8) AS xid) AND state = 'idle in transaction'
            """;

    private final DataSource connections;
    private final Duration timeout;

    /**
     * Creates a resolver.
     *
     * @param connections the pool whose connections it uses for the queries
     * @param timeout how long it retries while the server has not finished or cannot be reached
     */
    CommitStatusResolver(DataSource connections, Duration timeout) {
        this.connections = connections;
        this.timeout = timeout;
    }

    /**
     * Returns if the transaction was committed.
     *
     * @param id the transaction's id, from pg_current_xact_id
     * @param lost the exception of the commit; rethrown if the transaction was rolled back, so that it can be run again
     * @throws SQLException with SQLState 08007 if the outcome cannot be determined
     */
    void requireCommitted(String id, SQLException lost) throws SQLException {
        Backoff backoff = Backoff.within(timeout, FIRST_PAUSE, LONGEST_PAUSE);
        do {
            switch (status(id, lost)) {
                case "committed" -> {
                    return;
                }
                case "aborted" -> throw lost;
                case "in progress", "unreachable" -> {
                    // try again
                }
                default -> throw unknown(lost);
            }
        } while (backoff.pause());
        throw unknown(lost);
    }

    private String status(String id, SQLException lost) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            String status = first(connection, STATUS_QUERY, id).orElse("forgotten");
            if (status.equals("in progress")) {
                first(connection, END_SESSION, id);
            }
            return status;
        } catch (SQLException e) {
            lost.addSuppressed(e);
            return switch (PostgresFailures.classify(e)) {
                case DISCONNECTED, BUSY -> "unreachable";
                // the user may not end the session, so wait for it
                case DENIED -> "in progress";
                default -> throw unknown(lost);
            };
        }
    }

    private static Optional<String> first(Connection connection, String query, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, id);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.ofNullable(result.getString(1)) : Optional.empty();
            }
        }
    }

    private static SQLException unknown(SQLException lost) {
        return new SQLException("The outcome of the commit is unknown.", PostgresFailures.OUTCOME_UNKNOWN_STATE, lost);
    }
}
