package io.github.reelstore.sqlite.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Counts how often SQLite's backup API restarts a copy because another connection wrote to the source, and ends the
 * copy after too many restarts. The driver's loop ends only when a step fails, and a step fails with SQLITE_BUSY if the
 * source's own connection is in a write transaction. So this begins one, which makes the next step fail; it writes
 * nothing.
 */
final class CopyRestarts {

    private final Connection source;
    private final CopyLimits limits;
    private final long started = System.nanoTime();
    private int remaining = Integer.MAX_VALUE;
    private int count;
    private boolean ended;

    CopyRestarts(Connection source, CopyLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    /** Called after each step with the number of remaining pages; if it has not decreased, the copy was restarted. */
    void at(int pages) {
        if (pages >= remaining) {
            count++;
        }
        remaining = pages;
        if (pages > 0
                && !ended
                && count > limits.restarts()
                && System.nanoTime() - started > limits.patience().toNanos()) {
            try {
                Sql.execute(source, "BEGIN IMMEDIATE");
                ended = true;
            } catch (SQLException e) {
                // another connection is writing: try again after the next step
                return;
            }
        }
    }

    int count() {
        return count;
    }

    /** Returns whether this ended the copy, and ends the transaction that it began for that. */
    boolean end() throws SQLException {
        if (ended) {
            Sql.execute(source, "ROLLBACK");
        }
        return ended;
    }
}
