package io.github.reelstore.sqlite.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Counts how often SQLite's backup API begins a copy anew, since another connection wrote to the source, and ends it if that is too
 * often. The driver's loop ends only by an error of a step, and the API gives one, SQLITE_BUSY, if the source's own connection is
 * in a write transaction. So one is begun, which the next step meets at once; it writes nothing.
 */
final class CopyRestarts {

    private final Connection source;
    private final CopyLimits limits;
    private final long begun = System.nanoTime();
    private int remaining = Integer.MAX_VALUE;
    private int count;
    private boolean ending;

    CopyRestarts(Connection source, CopyLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    /** Is told after each step how many pages remain: as many as before, or more, if it began anew. */
    void at(int pages) {
        if (pages >= remaining) {
            count++;
        }
        remaining = pages;
        if (pages > 0
                && !ending
                && count > limits.restarts()
                && System.nanoTime() - begun > limits.patience().toNanos()) {
            try {
                Sql.execute(source, "BEGIN IMMEDIATE");
                ending = true;
            } catch (SQLException e) {
                // somebody writes just now: after the next step then
                return;
            }
        }
    }

    int count() {
        return count;
    }

    /** Whether this ended the copy; the source's connection is in no transaction then. */
    boolean end() throws SQLException {
        if (ending) {
            Sql.execute(source, "ROLLBACK");
        }
        return ending;
    }
}
