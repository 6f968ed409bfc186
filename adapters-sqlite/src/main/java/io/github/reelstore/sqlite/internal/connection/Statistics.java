package io.github.reelstore.sqlite.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps SQLite's planner from statistics that ANALYZE has left in a file. The store's statements need none, and old ones mislead:
 * where they say that a table has few rows, or that all are of one project, SQLite reads the whole table.
 */
final class Statistics {

    private static final String COUNTS = "sqlite_stat1";

    /** The second holds samples of what the first counts; not every SQLite makes it. */
    private static final List<String> TABLES = List.of(COUNTS, "sqlite_stat4");

    /** How many rows SQLite takes a table to have that it knows nothing of. */
    private static final int UNKNOWN = 1 << 20;

    private Statistics() {}

    /**
     * Has the connection plan as if there were no statistics. The file stays as it is: they are changed, read again, and the change is
     * rolled back, which does not have them read once more. Deleting them alone would leave the numbers of rows. Where the file is
     * locked at this moment or cannot be written, they stay in use: the answers are the same, only later.
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
            // whatever else is wrong, the first statement that minds it tells
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
