package io.github.reelstore.sqlite.copy;

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
import io.github.reelstore.domain.port.copy.RowSnapshot;
import io.github.reelstore.domain.port.copy.RowWriter;
import io.github.reelstore.mybatis.internal.FailureTranslator;
import io.github.reelstore.mybatis.internal.copy.IdentityMarks;
import io.github.reelstore.mybatis.internal.copy.SqlRowSnapshot;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.InstantText;
import io.github.reelstore.sqlite.internal.connection.OnlineCopy;
import io.github.reelstore.sqlite.internal.connection.OpenDatabases;
import io.github.reelstore.sqlite.internal.connection.ReadOnlyFile;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.AdoptedSchema;
import io.github.reelstore.sqlite.internal.schema.AdoptedVideosView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.Collation;

/** An SQLite database whose rows are copied. */
public final class SqliteCopy implements CopyableDatabase {

    private final SqliteConfig config;
    private final Clock clock;
    private final OpenDatabases.Use use;
    private final DataSource connections;
    /** Null if the database may be written. */
    private final @Nullable ReadOnlyFile readOnly;

    private final Optional<AdoptedVideosView> adopted;
    private final SqliteCopyDialect dialect;
    private final boolean wal;
    private final FailureTranslator failures;

    private SqliteCopy(SqliteConfig config, Clock clock, @Nullable ReadOnlyFile readOnly) throws SQLException {
        this.config = config;
        this.clock = clock;
        this.readOnly = readOnly;
        this.use = OpenDatabases.use(config.file());
        SqliteDataSource source = new SqliteDataSource(config);
        DataSource plain =
                readOnly == null ? source.connections(Optional.of(none -> {})) : readOnly.connections(Optional.empty());
        try (Connection connection = plain.getConnection()) {
            this.adopted = ActualSchema.ownerOf(connection) == ActualSchema.Owner.ADOPTED
                    ? Optional.of(new AdoptedVideosView(ActualSchema.of(connection), AdoptedSchema.EXPECTED))
                    : Optional.empty();
            this.wal = Sql.isWal(connection);
        }
        this.connections = readOnly == null ? source.connections(adopted) : readOnly.connections(adopted);
        this.dialect = new SqliteCopyDialect(adopted.isPresent(), SqliteFile.isUtf8(config.file()));
        this.failures = new FailureTranslator(
                failure -> SqliteFailures.classify(config.file(), failure), failure -> CorruptionMarker.advice());
    }

    /**
     * Opens a database, creating it or migrating its schema first.
     *
     * @throws StorageException as {@link SqliteTransactions#open} does
     */
    public static SqliteCopy open(SqliteConfig config, Clock clock) {
        SqliteConfig resolved = config.resolved();
        SqliteTransactions.open(resolved, clock).close();
        CorruptionMarker.of(resolved.file(), clock).requireNotSet();
        return opened(resolved, () -> new SqliteCopy(resolved, clock, null));
    }

    /**
     * Opens an existing database only to read it.
     *
     * @throws StorageException as {@link SqliteTransactions#openReadOnly} does
     */
    public static SqliteCopy openReadOnly(SqliteConfig config, Clock clock) {
        SqliteTransactions.openReadOnly(config, clock).close();
        SqliteConfig resolved = config.resolved();
        return opened(resolved, () -> new SqliteCopy(resolved, clock, ReadOnlyFile.of(resolved)));
    }

    @FunctionalInterface
    private interface Opening {
        SqliteCopy open() throws SQLException;
    }

    private static SqliteCopy opened(SqliteConfig config, Opening opening) {
        try {
            return opening.open();
        } catch (SQLException e) {
            throw SqliteFailures.failedToRead(config.file(), e);
        }
    }

    /** Work on a connection. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T read(Work<T> work) {
        try (Connection connection = connect()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private Connection connect() throws SQLException {
        return connect(connections);
    }

    private Connection connect(DataSource from) throws SQLException {
        Connection connection = from.getConnection();
        if (!dialect.utf8()) {
            Collation.create(connection, SqliteCopyDialect.BY_CODE_POINTS, new CodePointOrder());
        }
        return connection;
    }

    private StorageException translate(SQLException failure) {
        return failures.translate("database", failure);
    }

    @Override
    public CopyMarks marks() {
        return read(IdentityMarks::read);
    }

    @Override
    public boolean isEmpty() {
        return read(IdentityMarks::isEmpty);
    }

    @Override
    public Set<String> profiles() {
        return read(IdentityMarks::profiles);
    }

    @Override
    public boolean mayHoldOddValues() {
        return true;
    }

    /**
     * In WAL mode, a read transaction. In other modes it would block the other program's writes, so that the file is copied first.
     */
    @Override
    public RowSnapshot snapshot(CopiedProfiles profiles) {
        try {
            return wal || readOnly != null ? snapshot(connect(), profiles, () -> {}) : ofCopy(profiles);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    @Override
    public List<CopiedRow> page(CopiedTable table, List<CopiedColumn> columns, Optional<CopiedRow> after, int max) {
        try {
            return snapshot(connect(), CopiedProfiles.ALL, () -> {}).page(table, columns, after, max);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private SqlRowSnapshot snapshot(Connection connection, CopiedProfiles profiles, Runnable onClose)
            throws SQLException {
        try {
            Sql.execute(connection, "PRAGMA query_only = ON");
            Sql.execute(connection, "BEGIN");
            // the snapshot begins with the first read
            Sql.number(connection, "SELECT count(*) FROM main.sqlite_master");
            return new SqlRowSnapshot(connection, dialect, profiles, this::translate, () -> {
                connection.close();
                onClose.run();
            });
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private RowSnapshot ofCopy(CopiedProfiles profiles) throws SQLException {
        try {
            Path copy = Files.createTempDirectory("reelstore-").resolve("copy.db");
            try (Connection connection = connect()) {
                new OnlineCopy(config.file(), Optional.of(copy)).make(connection, (done, total) -> {});
                SqliteConfig ofCopy = new SqliteConfig(copy, config.busyTimeout(), config.readers());
                return snapshot(
                        connect(new SqliteDataSource(ofCopy).connections(adopted)), profiles, () -> delete(copy));
            } catch (SQLException | RuntimeException e) {
                delete(copy);
                throw e;
            }
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "database",
                    "No temporary copy of the database can be made (" + e.getMessage() + "); make room for it.",
                    e);
        }
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
            Path folder = copy.getParent();
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // a temporary file; its name says what it is
            return;
        }
    }

    @Override
    public RowWriter writer(CopyOf copy) {
        requireOwn();
        try {
            return new SqliteRowWriter(connectToWrite(), copy, dialect, this::translate);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private void requireOwn() {
        if (adopted.isPresent()) {
            throw new StorageException.Unsupported(
                    "target",
                    SqliteFile.nameOf(config.file())
                            + " is the database of another program, to which a store cannot be copied; name a new file.");
        }
    }

    private Connection connectToWrite() throws SQLException {
        if (readOnly != null) {
            throw StorageException.ReadOnly.store("database");
        }
        return connect();
    }

    /** A change of the marks. */
    @FunctionalInterface
    private interface Change {
        void on(Connection connection) throws SQLException;
    }

    private void change(Change change) {
        try (Connection connection = connectToWrite()) {
            Sql.inTransaction(connection, () -> change.on(connection));
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    @Override
    public void beginCopy(CopyMarks before, Optional<StoreId> id, CopyOf copy, boolean bound) {
        requireOwn();
        String now = "'" + InstantText.of(clock.instant()) + "'";
        change(connection -> IdentityMarks.beginCopy(connection, before, id, copy, bound, now));
    }

    @Override
    public void asRunOf(CopyOf copy, Runnable work) {
        change(connection -> {
            IdentityMarks.requireRunOf(connection, copy);
            work.run();
        });
    }

    @Override
    public void endCopy(CopyOf copy) {
        change(connection -> {
            IdentityMarks.requireRunOf(connection, copy);
            IdentityMarks.clear(connection);
        });
    }

    /** All write transactions take turns, so that those that began before have ended. */
    @Override
    public void markMoved(Optional<MovedTo> before, MovedTo moved) {
        change(connection -> IdentityMarks.markMoved(connection, before, moved));
    }

    @Override
    public boolean clearMoved(MovedTo moved) {
        AtomicBoolean had = new AtomicBoolean();
        change(connection -> had.set(IdentityMarks.clearMoved(connection, moved)));
        return had.get();
    }

    @Override
    public void clearMarks() {
        change(IdentityMarks::clear);
    }

    @Override
    public Set<BlobKey> unknown(Collection<BlobKey> keys) {
        return read(connection -> IdentityMarks.unknown(connection, keys));
    }

    @Override
    public boolean isAccepted(BlobKey key) {
        return read(connection -> IdentityMarks.isAccepted(connection, key));
    }

    @Override
    public void close() {
        if (readOnly != null) {
            readOnly.close();
        }
        use.close();
    }
}
