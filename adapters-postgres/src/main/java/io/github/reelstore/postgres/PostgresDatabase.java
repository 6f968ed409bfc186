package io.github.reelstore.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.mybatis.internal.Dialect;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SqlFailure;
import io.github.reelstore.mybatis.internal.VideoTable;
import io.github.reelstore.mybatis.internal.copy.IdentityMarks;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;

/**
 * A schema of a Postgres database. Write transactions of one profile take turns: a lock that ends with the transaction
 * orders them across processes, and a queue within this process. Write transactions of different profiles run
 * concurrently. Readers never wait for writers: a quarter of the connections is reserved for them, however many
 * profiles write; unless there is only one connection.
 */
final class PostgresDatabase implements Database {

    private static final System.Logger LOG = System.getLogger(PostgresDatabase.class.getName());

    private static final Dialect DIALECT = new Dialect(
            new TimestampColumn(),
            new JsonbColumn(),
            ResultSet::getString,
            VideoTable.OF_THE_STORE,
            Dialect.Statements.TOGETHER,
            Dialect.Writers.ONE_A_PROFILE,
            "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD')");

    private static final int READERS_SHARE = 4;

    private final PostgresConfig config;
    private final String description;
    private final TransactionSettings settings;
    private final HikariDataSource pool;
    private final CommitStatusResolver commitStatus;
    private final ProfileWriteLocks writeLocks = new ProfileWriteLocks();
    private final Semaphore writers;
    private final boolean readOnly;

    PostgresDatabase(PostgresConfig config, PostgresDataSource source, String description) {
        this(config, source, description, false);
    }

    static PostgresDatabase readOnly(PostgresConfig config, PostgresDataSource source, String description) {
        return new PostgresDatabase(config, source, description, true);
    }

    private PostgresDatabase(PostgresConfig config, PostgresDataSource source, String description, boolean readOnly) {
        this.readOnly = readOnly;
        this.config = config;
        this.description = description;
        this.settings = source.settings();
        this.pool = source.pool();
        this.commitStatus = new CommitStatusResolver(pool, config.statementTimeout());
        int forReaders = (config.connections() + READERS_SHARE - 1) / READERS_SHARE;
        this.writers = new Semaphore(Math.max(1, config.connections() - forReaders), true);
    }

    @Override
    public RunningTransaction begin(Access access, ProfileId profile) throws SQLException {
        return access == Access.READ ? beginReading() : beginWriting(profile);
    }

    private RunningTransaction beginReading() throws SQLException {
        return begin(settings.reading(), (connection, last) -> new PostgresTransaction.Reading(connection));
    }

    private RunningTransaction beginWriting(ProfileId profile) throws SQLException {
        if (readOnly) {
            throw StorageException.ReadOnly.store("database");
        }
        writeLocks.enter(profile, config.lockTimeout());
        try {
            ProfileWriteLocks.await(writers, config.lockTimeout());
            try {
                return begin(settings.writing(profile), (connection, idAndMarks) -> {
                    int blank = idAndMarks.indexOf(' ');
                    IdentityMarks.refusal(idAndMarks.substring(blank + 1)).ifPresent(refusal -> {
                        throw refusal;
                    });
                    return new PostgresTransaction.Writing(
                            connection, idAndMarks.substring(0, blank), commitStatus, () -> endWriting(profile));
                });
            } catch (Throwable e) {
                writers.release();
                throw e;
            }
        } catch (Throwable e) {
            writeLocks.leave(profile);
            throw e;
        }
    }

    private void endWriting(ProfileId profile) {
        writers.release();
        writeLocks.leave(profile);
    }

    @FunctionalInterface
    private interface TransactionFactory {
        RunningTransaction create(Connection connection, String lastResult);
    }

    /**
     * Begins a transaction. A connection that broke before any statement ran on it, as all do when the server restarts,
     * is replaced. The pool itself detects only broken connections that were not used for half a second.
     */
    private RunningTransaction begin(String statements, TransactionFactory factory) throws SQLException {
        for (int broken = 0; ; broken++) {
            Connection connection = connect();
            try {
                return factory.create(connection, lastResult(connection, statements));
            } catch (SQLException e) {
                close(connection, e);
                if (classify(e) != SqlFailure.DISCONNECTED || broken == config.connections()) {
                    throw e;
                }
                LOG.log(Level.INFO, "A connection to the database was lost while it was not in use; it is replaced.");
            } catch (StorageException e) {
                // the pool rolls the transaction back
                connection.close();
                throw e;
            }
        }
    }

    /** The pool's exception only says that it timed out; its cause says why no connection could be opened. */
    private Connection connect() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : e;
        }
    }

    /** Executes statements, which the connection keeps parsed; the first value of the last one that has a result. */
    static String lastResult(Connection connection, String statements) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements)) {
            return lastResult(statement);
        }
    }

    private static String lastResult(PreparedStatement statement) throws SQLException {
        String last = "";
        boolean rows = statement.execute();
        while (rows || statement.getUpdateCount() >= 0) {
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    result.next();
                    last = result.getString(1);
                }
            }
            rows = statement.getMoreResults();
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

    /**
     * Does nothing else: the server keeps running and decides what can be written; only its administrator can find the
     * damage.
     */
    @Override
    public String damaged(SQLException failure) {
        return ConnectExceptions.DAMAGED;
    }

    @Override
    public Dialect dialect() {
        return DIALECT;
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
