package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A database file that is opened without any change: neither the file nor its {@code -wal} is changed, and no file is
 * created next to it. Opening a file in WAL mode in the usual way would create {@code -wal} and {@code -shm} if they
 * are missing.
 */
public final class ReadOnlyDatabase implements AutoCloseable {

    /**
     * The offset of the write version in the header, and its value in WAL mode (SQLite, "Database File Format", 1.3.3).
     */
    private static final int WRITE_VERSION_OFFSET = 18;

    private static final int WAL_VERSION = 2;

    private final Connection connection;
    private final Optional<Path> copy;
    private final Optional<OpenDatabases.Use> use;

    private ReadOnlyDatabase(Connection connection, Optional<Path> copy, Optional<OpenDatabases.Use> use) {
        this.connection = connection;
        this.copy = copy;
        this.use = use;
    }

    public static ReadOnlyDatabase open(SqliteConfig config) throws SQLException {
        Path file = config.file();
        Optional<OpenDatabases.Use> use = Optional.of(OpenDatabases.use(file));
        try {
            boolean shared = Files.exists(SqliteFile.sibling(file, "-shm"));
            return isWal(file) && !shared ? ofUnused(config, use) : withoutRollback(config, use);
        } catch (IOException e) {
            use.ifPresent(OpenDatabases.Use::close);
            throw new SQLException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (SQLException | RuntimeException e) {
            use.ifPresent(OpenDatabases.Use::close);
            throw e;
        }
    }

    /** Opens a database that no process has open and that this process is about to replace. */
    public static ReadOnlyDatabase ofUnused(SqliteConfig config) throws SQLException {
        try {
            return ofUnused(config, Optional.empty());
        } catch (IOException e) {
            throw new SQLException("cannot read " + config.file() + ": " + e.getMessage(), e);
        }
    }

    private static ReadOnlyDatabase ofUnused(SqliteConfig config, Optional<OpenDatabases.Use> use)
            throws IOException, SQLException {
        for (String suffix : List.of("-wal", "-journal")) {
            Path left = SqliteFile.sibling(config.file(), suffix);
            if (Files.exists(left) && Files.size(left) > 0) {
                return ofCopy(config, suffix, use);
            }
        }
        return asCheckpointed(config, use);
    }

    /** Opens the file as it is, without the content of its {@code -wal} or {@code -journal}. */
    public static ReadOnlyDatabase asCheckpointed(SqliteConfig config) throws SQLException {
        return asCheckpointed(config, Optional.empty());
    }

    private static ReadOnlyDatabase asCheckpointed(SqliteConfig config, Optional<OpenDatabases.Use> use)
            throws SQLException {
        String url = "jdbc:sqlite:" + config.file().toUri() + "?immutable=1";
        return new ReadOnlyDatabase(connect(url, config), Optional.empty(), use);
    }

    private static Connection connect(String url, SqliteConfig config) throws SQLException {
        SQLiteConfig readOnly = new SQLiteConfig();
        readOnly.setReadOnly(true);
        readOnly.setBusyTimeout(Math.toIntExact(config.busyTimeout().toMillis()));
        return DriverManager.getConnection(url, readOnly.toProperties());
    }

    /**
     * A hot journal left by a crash is rolled back by the next process that may write; until then, only a copy can be
     * read.
     */
    private static ReadOnlyDatabase withoutRollback(SqliteConfig config, Optional<OpenDatabases.Use> use)
            throws IOException, SQLException {
        Connection connection = connect("jdbc:sqlite:" + config.file(), config);
        try {
            Sql.number(connection, "SELECT count(*) FROM main.sqlite_master");
            return new ReadOnlyDatabase(connection, Optional.empty(), use);
        } catch (SQLException e) {
            connection.close();
            if (SqliteFailures.needsRollback(e)) {
                return ofCopy(config, "-journal", use);
            }
            throw e;
        }
    }

    /**
     * No process has the file open, but a crash left a {@code -wal} or {@code -journal} that only a writer could
     * process.
     */
    private static ReadOnlyDatabase ofCopy(SqliteConfig config, String suffix, Optional<OpenDatabases.Use> use)
            throws IOException, SQLException {
        Path original = SqliteFile.sibling(config.file(), suffix);
        Path folder = Files.createTempDirectory("reelstore-");
        try {
            FileTime before = Files.getLastModifiedTime(original);
            Path file = folder.resolve("copy.db");
            Files.copy(original, SqliteFile.sibling(file, suffix));
            if (use.isPresent()) {
                SqliteFile.copy(config.file(), file);
            } else {
                // no process has it open, so no SQLite locks can be lost
                Files.copy(config.file(), file);
            }
            if (!Files.getLastModifiedTime(original).equals(before)) {
                throw busy();
            }
            return new ReadOnlyDatabase(DriverManager.getConnection("jdbc:sqlite:" + file), Optional.of(file), use);
        } catch (NoSuchFileException e) {
            // a process that has the file open has checkpointed it or ended its transaction
            delete(folder.resolve("copy.db"));
            throw busy();
        } catch (IOException | SQLException e) {
            delete(folder.resolve("copy.db"));
            throw e;
        }
    }

    /** The failure that SQLite reports for a locked file, so that the caller retries. */
    private static SQLiteException busy() {
        return new SQLiteException("another program has started to write to it", SQLiteErrorCode.SQLITE_BUSY);
    }

    static boolean isWal(Path file) throws IOException {
        byte[] head = SqliteFile.head(file, WRITE_VERSION_OFFSET + 1);
        return head.length > WRITE_VERSION_OFFSET && head[WRITE_VERSION_OFFSET] == WAL_VERSION;
    }

    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            use.ifPresent(OpenDatabases.Use::close);
            copy.ifPresent(ReadOnlyDatabase::delete);
        }
    }

    /** Files that cannot be deleted stay in the system's temporary folder, which the system cleans up. */
    static void delete(Path copy) {
        deleteOne(copy);
        deleteOne(SqliteFile.sibling(copy, "-wal"));
        deleteOne(SqliteFile.sibling(copy, "-shm"));
        deleteOne(SqliteFile.sibling(copy, "-journal"));
        deleteOne(copy.getParent());
    }

    private static void deleteOne(@Nullable Path path) {
        if (path != null && path.toFile().exists() && !path.toFile().delete()) {
            path.toFile().deleteOnExit();
        }
    }
}
