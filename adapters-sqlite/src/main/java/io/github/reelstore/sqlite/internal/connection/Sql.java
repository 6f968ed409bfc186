package io.github.reelstore.sqlite.internal.connection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements on connections that nobody else uses, whose transactions begin and end by statements too. */
public final class Sql {

    private Sql() {}

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first value of the first row; 0 where it is NULL. */
    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    /** Whether readers and a writer of the file do not wait for each other. */
    public static boolean isWal(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA main.journal_mode")) {
            return "wal".equalsIgnoreCase(row.getString(1));
        }
    }

    /** Something that works on a connection. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }

    /** Runs work in a write transaction: all of it is there afterwards, or nothing. */
    public static void inTransaction(Connection connection, Work work) throws SQLException {
        inTransaction(connection, "BEGIN IMMEDIATE", work);
    }

    /**
     * The same, begun in another way.
     *
     * @param begin the statement that begins it
     */
    public static void inTransaction(Connection connection, String begin, Work work) throws SQLException {
        execute(connection, begin);
        try {
            work.run();
            execute(connection, "COMMIT");
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        }
    }

    private static void rollback(Connection connection, Exception reason) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back by itself after some errors
            reason.addSuppressed(e);
        }
    }
}
