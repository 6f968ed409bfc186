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
 * A database file that is read and nothing else: no byte of it changes, nor of its {@code -wal}, and no file appears beside it.
 * Reading a file in WAL mode the usual way makes {@code -wal} and {@code -shm} where they are missing.
 */
public final class ReadOnlyDatabase implements AutoCloseable {

    /** Where the header tells the journal mode, and what it says of WAL (SQLite, "Database File Format", 1.3.3). */
    private static final int WRITE_VERSION_AT = 18;

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
            boolean shared = Files.exists(SqliteFile.beside(file, "-shm"));
            return isWal(file) && !shared ? ofUnused(config, use) : withoutRollback(config, use);
        } catch (IOException e) {
            use.ifPresent(OpenDatabases.Use::close);
            throw new SQLException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (SQLException | RuntimeException e) {
            use.ifPresent(OpenDatabases.Use::close);
            throw e;
        }
    }

    /** One that no process has open and that this one is about to replace: its files are as those left them who used it last. */
    public static ReadOnlyDatabase ofUnused(SqliteConfig config) throws SQLException {
        try {
            return ofUnused(config, Optional.empty());
        } catch (IOException e) {
            throw new SQLException("cannot read " + config.file() + ": " + e.getMessage(), e);
        }
    }

    private static ReadOnlyDatabase ofUnused(SqliteConfig config, Optional<OpenDatabases.Use> use)
            throws IOException, SQLException {
        for (String rest : List.of("-wal", "-journal")) {
            Path left = SqliteFile.beside(config.file(), rest);
            if (Files.exists(left) && Files.size(left) > 0) {
                return ofCopy(config, rest, use);
            }
        }
        return asCheckpointed(config, use);
    }

    /** The file as it is, without what is in its journals. */
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

    /** What a crash left half written is undone by the next one who may write; until then it can be read in a copy alone. */
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

    /** Nobody has the file open, yet not all of it is in it: what a crash left, which only opening it for writing could read. */
    private static ReadOnlyDatabase ofCopy(SqliteConfig config, String rest, Optional<OpenDatabases.Use> use)
            throws IOException, SQLException {
        Path original = SqliteFile.beside(config.file(), rest);
        Path folder = Files.createTempDirectory("reelstore-");
        try {
            FileTime before = Files.getLastModifiedTime(original);
            Path file = folder.resolve("copy.db");
            Files.copy(original, SqliteFile.beside(file, rest));
            if (use.isPresent()) {
                SqliteFile.copy(config.file(), file);
            } else {
                // it is ours alone: SQLite has no locks on it that could be lost
                Files.copy(config.file(), file);
            }
            if (!Files.getLastModifiedTime(original).equals(before)) {
                throw written();
            }
            return new ReadOnlyDatabase(DriverManager.getConnection("jdbc:sqlite:" + file), Optional.of(file), use);
        } catch (NoSuchFileException e) {
            // who has the file open has taken up the rest, or ended its transaction
            delete(folder.resolve("copy.db"));
            throw written();
        } catch (IOException | SQLException e) {
            delete(folder.resolve("copy.db"));
            throw e;
        }
    }

    /** As SQLite says it of a file that is locked, so that it is tried again. */
    private static SQLiteException written() {
        return new SQLiteException("another program has begun to write it", SQLiteErrorCode.SQLITE_BUSY);
    }

    private static boolean isWal(Path file) throws IOException {
        byte[] head = SqliteFile.head(file, WRITE_VERSION_AT + 1);
        return head.length > WRITE_VERSION_AT && head[WRITE_VERSION_AT] == WAL_VERSION;
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

    /** What cannot be deleted is in the system's temporary folder, which clears itself. */
    private static void delete(Path copy) {
        deleteOne(copy);
        deleteOne(SqliteFile.beside(copy, "-wal"));
        deleteOne(SqliteFile.beside(copy, "-shm"));
        deleteOne(SqliteFile.beside(copy, "-journal"));
        deleteOne(copy.getParent());
    }

    private static void deleteOne(@Nullable Path path) {
        if (path != null && path.toFile().exists() && !path.toFile().delete()) {
            path.toFile().deleteOnExit();
        }
    }
}
