package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Proves with two connections that an advisory lock of one excludes the other. Some engines that speak the protocol of Postgres accept
 * the calls and lock nothing; on them, two writers of a profile would overwrite each other's changes.
 */
final class LockProof {

    /** A pooler may let the second connection wait until the first one's transaction ends. */
    private static final int TIMEOUT_MS = 2_000;

    private LockProof() {}

    /**
     * Requires that locks exclude. If there is no second connection, there are no two writers either.
     *
     * @param first a connection outside a transaction
     * @throws StorageException.Configuration if a lock does not exclude
     */
    static void require(Connection first, PostgresDataSource source, PostgresConfig config) throws SQLException {
        // of this opening alone, so that others do not disturb it
        long lock = ThreadLocalRandom.current().nextLong();
        String begin = new TransactionSettings(config).opening();
        try (Statement statement = first.createStatement()) {
            statement.execute(begin + "SELECT pg_advisory_xact_lock(" + lock + ")");
            if (isTakenTwice(source, begin + "SELECT pg_try_advisory_xact_lock(" + lock + ")")) {
                throw new StorageException.Configuration(
                        "database.url",
                        "The server (" + name(statement)
                                + ") lets two sessions hold the same advisory lock, so writers would overwrite each other's"
                                + " changes; use PostgreSQL.");
            }
        } finally {
            first.rollback();
        }
    }

    private static boolean isTakenTwice(PostgresDataSource source, String statements) {
        try (Connection second = source.connect();
                Statement statement = second.createStatement()) {
            second.setNetworkTimeout(Runnable::run, TIMEOUT_MS);
            second.setAutoCommit(false);
            return PostgresDatabase.lastResult(statement, statements).equals("t");
        } catch (SQLException e) {
            return false;
        }
    }

    private static String name(Statement statement) throws SQLException {
        try (ResultSet version = statement.executeQuery("SELECT version()")) {
            version.next();
            return version.getString(1);
        }
    }
}
