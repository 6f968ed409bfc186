package io.github.reelstore.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.mybatis.internal.ColumnCodec;
import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SqlFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * One schema of a Postgres database. Write transactions of one profile take turns, by a lock that ends with them among
 * processes, and by a queue within this one; those of different profiles run side by side. Readers wait for nobody: writers
 * leave a quarter of the connections to them, however many profiles write.
 */
final class PostgresDatabase implements Database {

    private static final int READERS_SHARE = 4;

    private final PostgresConfig config;
    private final String description;
    private final TransactionSettings settings;
    private final HikariDataSource pool;
    private final CommitStatusResolver outcome;
    private final ProfileWriteLocks queues = new ProfileWriteLocks();
    private final Semaphore writers;

    PostgresDatabase(PostgresConfig config, PostgresDataSource source, String description) {
        this.config = config;
        this.description = description;
        this.settings = new TransactionSettings(config);
        this.pool = source.pool();
        this.outcome = new CommitStatusResolver(pool, config.statementTimeout());
        int forReaders = (config.connections() + READERS_SHARE - 1) / READERS_SHARE;
        this.writers = new Semaphore(config.connections() - forReaders, true);
    }

    @Override
    public RunningTransaction begin(Access access, ProfileId profile) throws SQLException {
        return access == Access.READ ? beginReading() : beginWriting(profile);
    }

    private RunningTransaction beginReading() throws SQLException {
        return begin(settings.reading(), (connection, last) -> new PostgresTransaction.Reading(connection));
    }

    private RunningTransaction beginWriting(ProfileId profile) throws SQLException {
        queues.enter(profile, config.lockTimeout());
        try {
            ProfileWriteLocks.await(writers, config.lockTimeout());
            try {
                return begin(
                        settings.writing(profile),
                        (connection, id) ->
                                new PostgresTransaction.Writing(connection, id, outcome, () -> endWriting(profile)));
            } catch (Throwable e) {
                writers.release();
                throw e;
            }
        } catch (Throwable e) {
            queues.leave(profile);
            throw e;
        }
    }

    private void endWriting(ProfileId profile) {
        writers.release();
        queues.leave(profile);
    }

    @FunctionalInterface
    private interface Begun {
        RunningTransaction with(Connection connection, String lastResult);
    }

    /**
     * A connection that broke before anything ran on it, as all do when the server restarts, is only replaced. The pool finds
     * only those out by itself that were not used for half a second.
     */
    private RunningTransaction begin(String statements, Begun begun) throws SQLException {
        for (int broken = 0; ; broken++) {
            Connection connection = connect();
            try {
                return begun.with(connection, lastResult(connection, statements));
            } catch (SQLException e) {
                close(connection, e);
                if (classify(e) != SqlFailure.DISCONNECTED || broken == config.connections()) {
                    throw e;
                }
            }
        }
    }

    /** The pool's own failure says only that it waited in vain; the one beneath, why it could make no connection. */
    private Connection connect() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : e;
        }
    }

    private static String lastResult(Connection connection, String statements) throws SQLException {
        String last = "";
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(statements);
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    try (ResultSet result = statement.getResultSet()) {
                        result.next();
                        last = result.getString(1);
                    }
                }
                rows = statement.getMoreResults();
            }
        }
        return last;
    }

    private static void close(Connection connection, SQLException reason) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public SqlFailure classify(SQLException failure) {
        return PostgresFailures.classify(failure);
    }

    /** The server goes on by itself, and decides what can be written; which rows are hit, only its administrator can find out. */
    @Override
    public String damaged(SQLException failure) {
        return ConnectExceptions.DAMAGED;
    }

    @Override
    public ColumnCodec<Instant> instants() {
        return new TimestampColumn();
    }

    @Override
    public ColumnCodec<JsonText> json() {
        return new JsonbColumn();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        pool.close();
    }
}
