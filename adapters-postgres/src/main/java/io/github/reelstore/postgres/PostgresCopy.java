package io.github.reelstore.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedProfiles;
import io.github.reelstore.domain.port.copy.CopiedRow;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.CopyMarks;
import io.github.reelstore.domain.port.copy.CopyOf;
import io.github.reelstore.domain.port.copy.CopyableDatabase;
import io.github.reelstore.domain.port.copy.MovedTo;
import io.github.reelstore.domain.port.copy.RowWriter;
import io.github.reelstore.mybatis.internal.FailureTranslator;
import io.github.reelstore.mybatis.internal.copy.IdentityMarks;
import io.github.reelstore.mybatis.internal.copy.SqlRowSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A Postgres database whose rows are copied. */
public final class PostgresCopy implements CopyableDatabase {

    /** Rows are compared by one connection and written by another; files and marks need a third. */
    private static final int MIN_CONNECTIONS = 3;

    private final TransactionSettings settings;
    private final HikariDataSource pool;
    private final boolean readOnly;
    private final PostgresCopyDialect dialect = new PostgresCopyDialect();
    private final FailureTranslator failures =
            new FailureTranslator(PostgresFailures::classify, failure -> ConnectExceptions.DAMAGED);

    private PostgresCopy(PostgresDataSource source, boolean readOnly) {
        this.settings = source.settings();
        this.pool = source.pool();
        this.readOnly = readOnly;
    }

    /**
     * Opens a database, after creating or upgrading its schema if needed.
     *
     * @throws StorageException as {@link PostgresTransactions#open} does
     */
    public static PostgresCopy open(PostgresConfig config, Clock clock) {
        PostgresTransactions.open(config, clock).close();
        return new PostgresCopy(new PostgresDataSource(withConnections(config)), false);
    }

    /**
     * Opens an existing database only to read it.
     *
     * @throws StorageException as {@link PostgresTransactions#openReadOnly} does
     */
    public static PostgresCopy openReadOnly(PostgresConfig config, Clock clock) {
        PostgresTransactions.openReadOnly(config, clock).close();
        return new PostgresCopy(PostgresDataSource.readOnly(withConnections(config)), true);
    }

    private static PostgresConfig withConnections(PostgresConfig config) {
        return new PostgresConfig(
                config.url(),
                config.user(),
                config.password(),
                config.schema(),
                Math.max(MIN_CONNECTIONS, config.connections()),
                config.lockTimeout(),
                config.statementTimeout());
    }

    /** Work on a connection, in a transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T in(String begin, Work<T> work) {
        try (Connection connection = begun(begin)) {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private Connection begun(String begin) throws SQLException {
        Connection connection = connect();
        try {
            String unused = PostgresDatabase.lastResult(connection, begin);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : e;
        }
    }

    private StorageException translate(SQLException failure) {
        return failures.translate("database", failure);
    }

    private void requireWritable() {
        if (readOnly) {
            throw StorageException.ReadOnly.store("database");
        }
    }

    @Override
    public CopyMarks marks() {
        return in(settings.reading(), IdentityMarks::read);
    }

    @Override
    public boolean isEmpty() {
        return in(settings.reading(), IdentityMarks::isEmpty);
    }

    @Override
    public Set<String> profiles() {
        return in(settings.reading(), IdentityMarks::profiles);
    }

    @Override
    public boolean mayHoldOddValues() {
        return false;
    }

    @Override
    public SqlRowSnapshot snapshot(CopiedProfiles profiles) {
        try {
            Connection connection = begun(settings.reading());
            // the pool rolls the transaction back
            return new SqlRowSnapshot(connection, dialect, profiles, this::translate, connection);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    @Override
    public List<CopiedRow> page(CopiedTable table, List<CopiedColumn> columns, Optional<CopiedRow> after, int max) {
        return snapshot(CopiedProfiles.ALL).page(table, columns, after, max);
    }

    @Override
    public RowWriter writer(CopyOf copy) {
        requireWritable();
        try {
            return new PostgresRowWriter(connect(), settings.copying(), copy, dialect, this::translate);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    @Override
    public void beginCopy(CopyMarks before, Optional<StoreId> id, CopyOf copy, boolean bound) {
        change(connection -> IdentityMarks.beginCopy(connection, before, id, copy, bound, "now()"));
    }

    @Override
    public void asRunOf(CopyOf copy, Runnable work) {
        requireWritable();
        in(settings.copying(), connection -> {
            IdentityMarks.requireRunOf(connection, copy);
            work.run();
            return true;
        });
    }

    @Override
    public void endCopy(CopyOf copy) {
        change(connection -> {
            IdentityMarks.requireRunOf(connection, copy);
            IdentityMarks.clear(connection);
        });
    }

    @Override
    public void markMoved(Optional<MovedTo> before, MovedTo moved) {
        change(connection -> IdentityMarks.markMoved(connection, before, moved));
    }

    @Override
    public boolean clearMoved(MovedTo moved) {
        requireWritable();
        return in(settings.marking(), connection -> IdentityMarks.clearMoved(connection, moved));
    }

    @Override
    public void clearMarks() {
        change(IdentityMarks::clear);
    }

    /** A change of the marks. */
    @FunctionalInterface
    private interface Change {
        void on(Connection connection) throws SQLException;
    }

    private void change(Change change) {
        requireWritable();
        in(settings.marking(), connection -> {
            change.on(connection);
            return true;
        });
    }

    @Override
    public Set<BlobKey> unknown(Collection<BlobKey> keys) {
        return in(settings.reading(), connection -> IdentityMarks.unknown(connection, keys));
    }

    @Override
    public boolean isAccepted(BlobKey key) {
        return in(settings.reading(), connection -> IdentityMarks.isAccepted(connection, key));
    }

    @Override
    public void close() {
        pool.close();
    }
}
