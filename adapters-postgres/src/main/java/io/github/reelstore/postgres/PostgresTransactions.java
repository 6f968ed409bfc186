package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** Opens Postgres databases, for those who wire by hand; others take {@link PostgresModule}. */
public final class PostgresTransactions {

    private PostgresTransactions() {}

    /**
     * Opens a database, making the schema or bringing it up to date first.
     *
     * @param clock tells each transaction its time
     * @throws StorageException.Configuration if there is no such host or database, the server does not let the user in, it is
     *     older than Postgres 15, keeps text otherwise than in UTF-8 or can only be read, the user lacks a right, or the schema
     *     is not Reelstore's, lacks a table or was made by a newer one; the database is left as it was
     * @throws StorageException.Unavailable if the server cannot be reached or has no connection left, or another process is
     *     just bringing the schema up to date
     */
    public static Transactions open(PostgresConfig config, Clock clock) {
        PostgresDataSource source = new PostgresDataSource(config);
        ConnectExceptions failures = new ConnectExceptions(config);
        // not through the pool, which would try again for as long as it may before it said what is wrong
        try (Connection connection = connect(source, failures)) {
            connection.setAutoCommit(false);
            SchemaState state = SchemaState.look(connection, config);
            state.requireFit();
            PostgresMigrations.apply(connection, config);
            return new MybatisTransactions(new PostgresDatabase(config, source, state.description()), clock);
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
