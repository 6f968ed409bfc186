package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.postgresql.PGConnection;

/** Looks with two connections at how the server keeps its sessions apart. */
final class SessionProbe {

    /** A pooler may let the second connection wait until the first one's transaction ends. */
    private static final int TIMEOUT_MS = 2_000;

    private final Connection first;
    private final PostgresDataSource source;
    private final String begin;

    /**
     * @param first a connection outside a transaction
     * @param source opens the second connection
     */
    SessionProbe(Connection first, PostgresDataSource source) {
        this.first = first;
        this.source = source;
        this.begin = source.settings().opening();
    }

    /**
     * Requires that an advisory lock of one session excludes the other. Some engines that speak the protocol of Postgres
     * accept the calls and lock nothing; on them, two writers of a profile would overwrite each other's changes. If there
     * is no second connection, there are no two writers either.
     *
     * @return whether each connection has a session of its own
     * @throws StorageException.Configuration if a lock does not exclude
     */
    Sessions requireLocks() throws SQLException {
        // of this opening alone, so that others do not disturb it
        long lock = ThreadLocalRandom.current().nextLong();
        try (Statement statement = first.createStatement()) {
            statement.execute(begin + "SELECT pg_advisory_xact_lock(" + lock + ")");
            Optional<Second> second = second(begin + "SELECT pg_try_advisory_xact_lock(" + lock + ")");
            if (second.isPresent() && second.get().result().equals("t")) {
                throw new StorageException.Configuration(
                        "database.url",
                        "The server (" + name(statement)
                                + ") lets two sessions hold the same advisory lock, so writers would overwrite each other's"
                                + " changes; use PostgreSQL.");
            }
            return sessions(second);
        } finally {
            first.rollback();
        }
    }

    /** Whether each connection has a session of its own. */
    Sessions sessions() throws SQLException {
        try {
            return sessions(second(begin));
        } finally {
            first.rollback();
        }
    }

    private Sessions sessions(Optional<Second> second) {
        OptionalInt one = ownProcess(first);
        boolean own = one.isPresent()
                && second.filter(two -> two.process().isPresent())
                        .filter(two -> !two.process().equals(one))
                        .isPresent();
        return own ? Sessions.OWN : Sessions.SHARED;
    }

    /** What the second connection found out. */
    private record Second(String result, OptionalInt process) {}

    private Optional<Second> second(String statements) {
        try (Connection second = source.connect()) {
            second.setNetworkTimeout(Runnable::run, TIMEOUT_MS);
            second.setAutoCommit(false);
            return Optional.of(new Second(PostgresDatabase.lastResult(second, statements), ownProcess(second)));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /**
     * The server's process for this connection alone. A pooler that shares sessions cannot pass on a process's number when
     * a client connects, since it does not know yet which process will run the client's statements.
     */
    private static OptionalInt ownProcess(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            int announced = connection.unwrap(PGConnection.class).getBackendPID();
            return row.getInt(1) == announced ? OptionalInt.of(announced) : OptionalInt.empty();
        } catch (SQLException e) {
            return OptionalInt.empty();
        }
    }

    private static String name(Statement statement) throws SQLException {
        try (ResultSet version = statement.executeQuery("SELECT version()")) {
            version.next();
            return version.getString(1);
        }
    }
}
