package io.github.reelstore.sqlite.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes SQLite's planner ignore statistics that ANALYZE has left in a file. The store's statements need none, and
 * outdated ones mislead the planner: if they say that a table has few rows, or that all rows belong to one project,
 * SQLite scans the table.
 */
final class Statistics {

    private static final String COUNTS = "sqlite_stat1";

    /** The second table has samples of what the first counts; not every build of SQLite creates it. */
    private static final List<String> TABLES = List.of(COUNTS, "sqlite_stat4");

    /** The number of rows that SQLite assumes for a table without statistics. */
    private static final int UNKNOWN = 1 << 20;

    private Statistics() {}

    /**
     * Makes the connection plan as if there were no statistics. The file is not changed: the statistics are changed and
     * read again, and the change is rolled back, after which SQLite does not read them again. Deleting them would not
     * be enough: SQLite would keep the row counts. If the file is locked or not writable, the statistics stay in use:
     * results are the same, only slower.
     *
     * @throws SQLException if the file cannot be read
     */
    static void forget(Connection connection) throws SQLException {
        List<String> present = new ArrayList<>();
        for (String table : TABLES) {
            if (Sql.number(connection, "SELECT count(*) FROM main.sqlite_master WHERE name = '" + table + "'") > 0) {
                present.add(table);
            }
        }
        if (present.isEmpty()) {
            return;
        }
        long timeout = Sql.number(connection, "PRAGMA busy_timeout");
        // not worth waiting for
        Sql.execute(connection, "PRAGMA busy_timeout = 0");
        try {
            forget(connection, present);
        } catch (SQLException e) {
            // any other problem is reported by the first statement that it affects
            return;
        } finally {
            Sql.execute(connection, "PRAGMA busy_timeout = " + timeout);
        }
    }

    private static void forget(Connection connection, List<String> present) throws SQLException {
        Sql.execute(connection, "BEGIN IMMEDIATE");
        try {
            if (present.contains(COUNTS)) {
                Sql.execute(connection, "UPDATE main." + COUNTS + " SET idx = NULL, stat = '" + UNKNOWN + "'");
                Sql.execute(connection, "ANALYZE main.sqlite_master");
            }
            for (String table : present) {
                Sql.execute(connection, "DELETE FROM main." + table);
            }
            Sql.execute(connection, "ANALYZE main.sqlite_master");
        } finally {
            Sql.execute(connection, "ROLLBACK");
        }
    }
}
