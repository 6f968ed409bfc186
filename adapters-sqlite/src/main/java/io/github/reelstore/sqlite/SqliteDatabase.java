package io.github.reelstore.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.mybatis.internal.Dialect;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SqlFailure;
import io.github.reelstore.mybatis.internal.VideoTable;
import io.github.reelstore.mybatis.internal.copy.IdentityMarks;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.InstantText;
import io.github.reelstore.sqlite.internal.connection.OpenDatabases;
import io.github.reelstore.sqlite.internal.connection.ReadOnlyFile;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.sqlite.internal.schema.AdoptedVideosView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/**
 * An SQLite file, opened by one connection that writes and several that read. With a single writer, this process never
 * waits for itself by polling, as SQLite does.
 *
 * <p>Write transactions begin IMMEDIATE. A transaction that reads first and then writes would fail at once if another
 * had written meanwhile, whatever the busy timeout (SQLite, "Transactions", 2.2).
 */
final class SqliteDatabase implements Database {

    /** The smallest value that HikariCP accepts. */
    private static final long MIN_POOL_TIMEOUT_MS = 250;

    /** Of the text of an instant, which is in UTC. */
    private static final String DAY = "substr(%s, 1, 10)";

    private static final String MARKS = "SELECT " + IdentityMarks.TEXT;

    private static final Dialect OWN = new Dialect(
            new InstantText(),
            new JsonColumn(ResultSet::getString),
            ResultSet::getString,
            VideoTable.OF_THE_STORE,
            Dialect.Statements.ALONE,
            Dialect.Writers.ONE,
            DAY);
    private static final Dialect OWN_IN_UTF_8 = new Dialect(
            new InstantText(SqliteDatabase::utf8),
            new JsonColumn(SqliteDatabase::utf8),
            SqliteDatabase::utf8,
            VideoTable.OF_THE_STORE,
            Dialect.Statements.ALONE,
            Dialect.Writers.ONE,
            DAY);
    private static final Dialect ADOPTED = new Dialect(
            new InstantText(),
            new JsonColumn(ResultSet::getString),
            SqliteDatabase::textOfOthers,
            AdoptedVideosView.VIDEOS,
            Dialect.Statements.ALONE,
            Dialect.Writers.ONE,
            DAY);

    private final Path file;
    private final CorruptionMarker marker;
    private final Optional<AdoptedVideosView> adopted;
    /** Null if the database is opened read-only. */
    private final @Nullable HikariDataSource writer;

    private final HikariDataSource readers;
    private final OpenDatabases.Use use;
    private final Runnable onClose;

    /**
     * @param adopted the view of the videos in another program's file; empty if the file is the store's own
     */
    SqliteDatabase(
            SqliteConfig config,
            SqliteDataSource source,
            Optional<AdoptedVideosView> adopted,
            CorruptionMarker marker) {
        this.file = config.file();
        this.use = OpenDatabases.use(file);
        this.marker = marker;
        this.adopted = adopted;
        DataSource connections = source.connections(adopted);
        this.writer = new HikariDataSource(pool("reelstore-sqlite-writer", config, connections, 1));
        boolean damaged = marker.isSet();
        HikariConfig reading = pool(
                "reelstore-sqlite-readers",
                config,
                damaged ? source.readOnlyConnections(adopted) : connections,
                config.readers());
        reading.setReadOnly(damaged);
        reading.setConnectionInitSql("PRAGMA query_only = ON");
        this.readers = new HikariDataSource(reading);
        this.onClose = () -> {};
    }

    /** A database that is only read; closes the file when it is closed. */
    SqliteDatabase(
            SqliteConfig config, ReadOnlyFile readOnly, Optional<AdoptedVideosView> adopted, CorruptionMarker marker) {
        this.file = config.file();
        this.use = OpenDatabases.use(file);
        this.marker = marker;
        this.adopted = adopted;
        this.writer = null;
        HikariConfig reading =
                pool("reelstore-sqlite-readers", config, readOnly.connections(adopted), config.readers());
        reading.setReadOnly(readOnly.isOpenedReadOnly());
        reading.setConnectionInitSql("PRAGMA query_only = ON");
        this.readers = new HikariDataSource(reading);
        this.onClose = readOnly::close;
    }

    private static HikariConfig pool(String name, SqliteConfig config, DataSource connections, int size) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(connections);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(0);
        // waiting for this process's own writer is limited like waiting for another process
        pool.setConnectionTimeout(Math.max(config.busyTimeout().toMillis(), MIN_POOL_TIMEOUT_MS));
        // open no connection before it is needed: the schema has just been checked, and a connection that may write
        // changes a damaged file
        pool.setInitializationFailTimeout(-1);
        // unlike network connections, connections to a file do not go stale
        pool.setMaxLifetime(0);
        return pool;
    }

    @Override
    public RunningTransaction begin(Access access, ProfileId profile) throws SQLException {
        Connection connection = (access == Access.WRITE ? writer() : readers).getConnection();
        try {
            execute(connection, access == Access.WRITE ? "BEGIN IMMEDIATE" : "BEGIN");
            if (access == Access.WRITE) {
                requireNoMarks(connection);
            }
            return new SqliteTransaction(connection);
        } catch (SQLException | StorageException e) {
            connection.close();
            throw e;
        }
    }

    /** Refuses to write to an unfinished copy, and to a store that was moved. */
    private static void requireNoMarks(Connection connection) throws SQLException {
        Optional<StorageException> refusal;
        try (PreparedStatement statement = connection.prepareStatement(MARKS);
                ResultSet row = statement.executeQuery()) {
            refusal = IdentityMarks.refusal(row.getString(1));
        }
        if (refusal.isPresent()) {
            execute(connection, "ROLLBACK");
            throw refusal.get();
        }
    }

    private HikariDataSource writer() {
        if (writer == null) {
            throw StorageException.ReadOnly.store("database");
        }
        requireWritable();
        return writer;
    }

    private void requireWritable() {
        marker.requireNotSet();
        adopted.flatMap(AdoptedVideosView::readOnlyBecause).ifPresent(reason -> {
            throw new StorageException.Unsupported("database", reason);
        });
    }

    // the driver's own commit would begin the next transaction at once and hold the lock
    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private record SqliteTransaction(Connection connection) implements RunningTransaction {

        @Override
        public void commit() throws SQLException {
            execute(connection, "COMMIT");
        }

        @Override
        public void rollback() throws SQLException {
            execute(connection, "ROLLBACK");
        }

        @Override
        public void release() throws SQLException {
            connection.close();
        }
    }

    @Override
    public SqlFailure classify(SQLException failure) {
        // the statements are valid, so an error in them means that the tables have changed
        boolean invalidStatement =
                failure instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_ERROR;
        return invalidStatement && adopted.isPresent()
                ? SqlFailure.SCHEMA_CHANGED
                : SqliteFailures.classify(file, failure);
    }

    @Override
    public String damaged(SQLException failure) {
        if (writer == null) {
            return CorruptionMarker.advice();
        }
        SqliteFailures.corruption(failure).ifPresent(marker::set);
        return "writes are refused from now on: " + CorruptionMarker.advice();
    }

    @Override
    public Dialect dialect() {
        if (adopted.isPresent()) {
            return ADOPTED;
        }
        return SqliteFile.isUtf8(file) ? OWN_IN_UTF_8 : OWN;
    }

    /** Takes half the time of the driver's {@code getString}, but returns the bytes in the encoding of the database. */
    private static @Nullable String utf8(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Another program's text may contain NUL, which the domain rejects: it is read as U+FFFD; the row stays unchanged.
     */
    private static @Nullable String textOfOthers(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    @Override
    public String description() {
        return "SQLite " + SQLiteJDBCLoader.getVersion() + ", " + file + (adopted.isPresent() ? ", adopted" : "")
                + (writer == null ? ", read-only" : "");
    }

    @Override
    public void close() {
        readers.close();
        if (writer != null) {
            writer.close();
        }
        use.close();
        onClose.run();
    }
}
