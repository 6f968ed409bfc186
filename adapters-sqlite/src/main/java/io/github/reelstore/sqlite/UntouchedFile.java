package io.github.reelstore.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A database file that is read and nothing else: no byte of it changes, nor of its {@code -wal}, and no file appears beside it.
 * Reading a file in WAL mode the usual way makes {@code -wal} and {@code -shm} where they are missing.
 */
final class UntouchedFile implements AutoCloseable {

    /** Where the header tells the journal mode, and what it says of WAL (SQLite, "Database File Format", 1.3.3). */
    private static final int WRITE_VERSION_AT = 18;

    private static final int WAL_VERSION = 2;

    private final Connection connection;
    private final Optional<Path> copy;

    private UntouchedFile(Connection connection, Optional<Path> copy) {
        this.connection = connection;
        this.copy = copy;
    }

    static UntouchedFile open(SqliteConfig config) throws SQLException {
        Path file = config.file();
        Path wal = beside(file, "-wal");
        boolean shared = Files.exists(beside(file, "-shm"));
        try {
            if (!isWal(file) || shared) {
                return withoutRollback(config);
            }
            if (Files.exists(wal) && Files.size(wal) > 0) {
                return ofCopy(config, "-wal");
            }
            // nobody has it open, and all of it is in the file
            return new UntouchedFile(connect("jdbc:sqlite:" + file.toUri() + "?immutable=1", config), Optional.empty());
        } catch (IOException e) {
            throw new SQLException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Connection connect(String url, SqliteConfig config) throws SQLException {
        SQLiteConfig readOnly = new SQLiteConfig();
        readOnly.setReadOnly(true);
        readOnly.setBusyTimeout(Math.toIntExact(config.busyTimeout().toMillis()));
        return DriverManager.getConnection(url, readOnly.toProperties());
    }

    /** What a crash left half written is undone by the next one who may write; until then it can be read in a copy alone. */
    private static UntouchedFile withoutRollback(SqliteConfig config) throws IOException, SQLException {
        Connection connection = connect("jdbc:sqlite:" + config.file(), config);
        try {
            Sql.number(connection, "SELECT count(*) FROM main.sqlite_master");
            return new UntouchedFile(connection, Optional.empty());
        } catch (SQLException e) {
            connection.close();
            if (SqliteFailures.needsRollback(e)) {
                return ofCopy(config, "-journal");
            }
            throw e;
        }
    }

    /** Nobody has the file open, yet not all of it is in it: what a crash left, which only opening it for writing could read. */
    private static UntouchedFile ofCopy(SqliteConfig config, String rest) throws IOException, SQLException {
        Path original = beside(config.file(), rest);
        Path folder = Files.createTempDirectory("reelstore-");
        try {
            FileTime before = Files.getLastModifiedTime(original);
            Path file = folder.resolve("copy.db");
            Files.copy(original, beside(file, rest));
            Files.copy(config.file(), file);
            if (!Files.getLastModifiedTime(original).equals(before)) {
                throw new IOException("another program has begun to write it; try again in a moment");
            }
            return new UntouchedFile(DriverManager.getConnection("jdbc:sqlite:" + file), Optional.of(file));
        } catch (IOException | SQLException e) {
            delete(folder.resolve("copy.db"));
            throw e;
        }
    }

    private static boolean isWal(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] head = stream.readNBytes(WRITE_VERSION_AT + 1);
            return head.length > WRITE_VERSION_AT && head[WRITE_VERSION_AT] == WAL_VERSION;
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            copy.ifPresent(UntouchedFile::delete);
        }
    }

    /** What cannot be deleted is in the system's temporary folder, which clears itself. */
    private static void delete(Path copy) {
        deleteOne(copy);
        deleteOne(beside(copy, "-wal"));
        deleteOne(beside(copy, "-shm"));
        deleteOne(beside(copy, "-journal"));
        deleteOne(copy.getParent());
    }

    private static void deleteOne(@Nullable Path path) {
        if (path != null && path.toFile().exists() && !path.toFile().delete()) {
            path.toFile().deleteOnExit();
        }
    }
}
