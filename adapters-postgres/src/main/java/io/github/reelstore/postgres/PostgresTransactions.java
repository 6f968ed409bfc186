package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** Opens Postgres databases without Guice; with Guice, use {@link PostgresModule}. */
public final class PostgresTransactions {

    private PostgresTransactions() {}

    /**
     * Opens a database, after creating or upgrading its schema if needed. Close the returned object.
     *
     * @param clock the source of each transaction's time
     * @throws StorageException.Configuration if the host or the database does not exist, the server rejects the user,
     *     is older than Postgres 15, is read-only or has locks that exclude nothing, the database's encoding is not UTF-8, the user lacks a privilege,
     *     or the schema is not Reelstore's, lacks a table or was created by a newer Reelstore; the database does not
     *     change
     * @throws StorageException.Unavailable if the server cannot be reached or has no free connection, or another
     *     process is upgrading the schema
     */
    public static Transactions open(PostgresConfig config, Clock clock) {
        PostgresDataSource source = new PostgresDataSource(config);
        ConnectExceptions failures = new ConnectExceptions(config);
        // without the pool, which would retry until its timeout before it reported the failure
        try (Connection connection = connect(source, failures)) {
            connection.setAutoCommit(false);
            SchemaState state = SchemaState.read(connection, config);
            state.requireUsable();
            PostgresMigrations.apply(connection, config);
            Sessions sessions = new SessionProbe(connection, source).requireLocks();
            return new MybatisTransactions(
                    new PostgresDatabase(config, source.with(sessions), state.description()), clock);
        } catch (SQLException e) {
            throw failures.translate(e);
        }
    }

    /**
     * Opens an existing database only to read it: each session's transactions are read-only by default, so a replica
     * (hot standby) and a user who may only SELECT will do. Write transactions throw {@link StorageException.ReadOnly}.
     *
     * @param clock the source of each transaction's time
     * @throws StorageException.Configuration as {@link #open} does, and if the schema is not the one of this version
     * @throws StorageException.Unavailable if the server cannot be reached or has no free connection
     */
    public static Transactions openReadOnly(PostgresConfig config, Clock clock) {
        PostgresDataSource source = PostgresDataSource.readOnly(config);
        ConnectExceptions failures = new ConnectExceptions(config);
        try (Connection connection = connect(source, failures)) {
            connection.setAutoCommit(false);
            SchemaState state = SchemaState.read(connection, config);
            state.requireReadable();
            PostgresMigrations.requireCurrent(connection, config);
            Sessions sessions = new SessionProbe(connection, source).sessions();
            return new MybatisTransactions(
                    PostgresDatabase.readOnly(config, source.with(sessions), state.description() + ", read-only"),
                    clock);
        } catch (SQLException e) {
            throw failures.translate(e);
        }
    }

    private static Connection connect(PostgresDataSource source, ConnectExceptions failures) {
        try {
            return source.connect();
        } catch (SQLException e) {
            throw failures.translateConnecting(e);
        }
    }
}
