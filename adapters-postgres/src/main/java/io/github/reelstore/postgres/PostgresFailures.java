package io.github.reelstore.postgres;

import io.github.reelstore.mybatis.internal.SqlFailure;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Classifies the exceptions of Postgres and its driver. */
final class PostgresFailures {

    /** The SQL standard's state for a transaction whose resolution is unknown. */
    static final String OUTCOME_UNKNOWN_STATE = "08007";

    private PostgresFailures() {}

    /** Classifies by SQLState (Postgres manual, appendix A), which the driver also uses for its own failures. */
    static SqlFailure classify(SQLException failure) {
        if (failure instanceof SQLTransientConnectionException) {
            // from the pool: the cause says why it could not connect; without a cause all connections are in use
            return failure.getCause() instanceof SQLException cause ? classify(cause) : SqlFailure.BUSY;
        }
        if (failure.getCause() instanceof InterruptedException) {
            return SqlFailure.INTERRUPTED;
        }
        String state = failure.getSQLState();
        return state == null || state.length() != 5 ? SqlFailure.OTHER : classify(state);
    }

    static SqlFailure classify(String state) {
        return switch (state) {
            case "23505" -> SqlFailure.DUPLICATE;
            case "22021" -> SqlFailure.IMPOSSIBLE_TEXT;
            // serialization failure, deadlock, lock timeout, too many connections
            case "40001", "40P01", "55P03", "53300" -> SqlFailure.BUSY;
            // the server is shutting down, crashed, or is starting; a session was idle too long
            case "57P01", "57P02", "57P03", "57P05" -> SqlFailure.DISCONNECTED;
            case OUTCOME_UNKNOWN_STATE -> SqlFailure.OUTCOME_UNKNOWN;
            // canceled by the timeout or by an administrator
            case "57014" -> SqlFailure.TIMED_OUT;
            case "25P03" -> SqlFailure.IDLE_TOO_LONG;
            case "25P04" -> SqlFailure.TRANSACTION_TOO_LONG;
            case "42501" -> SqlFailure.DENIED;
            case "25006" -> SqlFailure.READ_ONLY;
            case "53100" -> SqlFailure.FULL;
            case "XX001", "XX002" -> SqlFailure.CORRUPT;
            // program limits, such as an index entry that is too long
            case "54000" -> SqlFailure.CONSTRAINT;
            default -> classifyClass(state.substring(0, 2));
        };
    }

    private static SqlFailure classifyClass(String stateClass) {
        return switch (stateClass) {
            case "08" -> SqlFailure.DISCONNECTED;
            // values that a type cannot hold; constraints
            case "22", "23" -> SqlFailure.CONSTRAINT;
            case "28" -> SqlFailure.LOCKED_OUT;
            default -> SqlFailure.OTHER;
        };
    }
}
