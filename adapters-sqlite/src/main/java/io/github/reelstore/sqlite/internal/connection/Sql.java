package io.github.reelstore.sqlite.internal.connection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs statements on connections of a single user, whose transactions begin and end by statements too. */
public final class Sql {

    private Sql() {}

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first value of the first row; 0 if it is NULL. */
    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    /** Whether the file is in WAL mode, in which readers and the writer do not wait for each other. */
    public static boolean isWal(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA main.journal_mode")) {
            return "wal".equalsIgnoreCase(row.getString(1));
        }
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }

    /** Runs work in a write transaction, which is committed or rolled back as a whole. */
    public static void inTransaction(Connection connection, Work work) throws SQLException {
        inTransaction(connection, "BEGIN IMMEDIATE", work);
    }

    /**
     * Runs work in a transaction.
     *
     * @param begin the statement that begins the transaction
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
            // after some errors SQLite has rolled back already
            reason.addSuppressed(e);
        }
    }
}
