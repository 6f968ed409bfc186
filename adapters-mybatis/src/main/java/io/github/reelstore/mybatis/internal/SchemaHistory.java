package io.github.reelstore.mybatis.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Flyway's history table, read without Flyway. A database is opened far more often than migrated, and Flyway takes longer to load than
 * most commands run, and a lock.
 */
public final class SchemaHistory {

    private SchemaHistory() {}

    /**
     * Whether the table lists exactly these migrations. If not, or if it cannot be read, Flyway finds out what is missing or wrong.
     *
     * @param table its name as SQL
     * @param migrations the version and the checksum of each, such as {@code 1:-1268451}, in order; only the version if it has no
     *     checksum
     */
    public static boolean isExactly(Connection connection, String table, List<String> migrations) {
        try {
            return migrations.equals(migrations(connection, table));
        } catch (SQLException e) {
            return false;
        }
    }

    /** The successful migrations in the table, in the form of {@link #isExactly}, and others with an exclamation mark. */
    public static List<String> migrations(Connection connection, String table) throws SQLException {
        // the row of the schema itself has no version
        String sql = "SELECT version, checksum, success FROM " + table
                + " WHERE version IS NOT NULL ORDER BY installed_rank";
        List<String> migrations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                String checksum = rows.getString("checksum");
                migrations.add((rows.getBoolean("success") ? "" : "!")
                        + rows.getString("version")
                        + (checksum == null ? "" : ":" + checksum));
            }
        }
        return migrations;
    }
}
