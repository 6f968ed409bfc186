package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A database file that any number of connections read, and none writes. How they are opened depends on what else may happen
 * to the file while they are open:
 *
 * <ul>
 *   <li>A process that writes is followed through its {@code -wal} and {@code -shm} (SQLite, "Write-Ahead Logging", 7), which
 *       need not be writable.
 *   <li>A {@code -wal} or a hot journal that a crash left is read through a private copy: only a writer could process it.
 *   <li>On a read-only medium without a {@code -wal}, the file is opened as immutable. Elsewhere that would be wrong: SQLite
 *       would not see what another process writes, and ignores a {@code -wal}.
 *   <li>Where the process could write, it opens the file as usual but for {@code query_only}; {@code -wal} and {@code -shm}
 *       exist while it is open.
 *   <li>Where only others may write, and none has the file open, it reads a private copy.
 * </ul>
 */
public final class ReadOnlyFile implements AutoCloseable {

    private static final int COPY_ATTEMPTS = 5;
    private static final List<String> PARTS = List.of("", "-wal", "-journal");

    private enum Mode {
        SHARED,
        IMMUTABLE,
        QUERY_ONLY,
        COPY
    }

    private final SqliteDataSource source;
    private final Mode mode;
    private final Optional<Path> copy;

    private ReadOnlyFile(SqliteDataSource source, Mode mode, Optional<Path> copy) {
        this.source = source;
        this.mode = mode;
        this.copy = copy;
    }

    /**
     * Chooses how to read an existing file.
     *
     * @throws SQLException if it cannot be read
     */
    public static ReadOnlyFile of(SqliteConfig config) throws SQLException {
        try {
            Mode mode = modeOf(config.file());
            if (mode == Mode.SHARED && !canShare(config)) {
                mode = Mode.COPY;
            }
            return mode == Mode.COPY
                    ? ofCopy(config)
                    : new ReadOnlyFile(new SqliteDataSource(config), mode, Optional.empty());
        } catch (IOException e) {
            throw new SQLException("cannot read " + config.file() + ": " + e.getMessage(), e);
        }
    }

    private static Mode modeOf(Path file) throws IOException {
        Path wal = SqliteFile.sibling(file, "-wal");
        boolean hasWal = Files.exists(wal);
        if (!ReadOnlyDatabase.isWal(file) || (hasWal && Files.exists(SqliteFile.sibling(file, "-shm")))) {
            return Mode.SHARED;
        }
        if (hasWal && Files.size(wal) > 0) {
            return Mode.COPY;
        }
        if (Files.getFileStore(file).isReadOnly()) {
            return Mode.IMMUTABLE;
        }
        return Files.isWritable(file) && Files.isWritable(SqliteFile.folderOf(file)) ? Mode.QUERY_ONLY : Mode.COPY;
    }

    /** False if there is a hot journal, or a {@code -shm} that cannot be used; other failures also occur with a copy. */
    private static boolean canShare(SqliteConfig config) {
        DataSource connections = new SqliteDataSource(config).readOnlyConnections(Optional.empty());
        try (Connection connection = connections.getConnection()) {
            Sql.number(connection, "SELECT count(*) FROM main.sqlite_master");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static ReadOnlyFile ofCopy(SqliteConfig config) throws IOException, SQLException {
        Path folder = Files.createTempDirectory("reelstore-");
        Path copy = folder.resolve("copy.db");
        try {
            for (int attempt = 0; attempt < COPY_ATTEMPTS; attempt++) {
                if (copyUnchanged(config.file(), copy)) {
                    SqliteConfig ofCopy = new SqliteConfig(copy, config.busyTimeout(), config.readers());
                    return new ReadOnlyFile(new SqliteDataSource(ofCopy), Mode.COPY, Optional.of(copy));
                }
                deleteFiles(copy);
            }
            throw new SQLiteException("another program keeps writing to it", SQLiteErrorCode.SQLITE_BUSY);
        } catch (IOException | SQLException | RuntimeException e) {
            ReadOnlyDatabase.delete(copy);
            throw e;
        }
    }

    private static boolean copyUnchanged(Path file, Path copy) throws IOException {
        List<String> before = stamps(file);
        try {
            for (String suffix : PARTS.subList(1, PARTS.size())) {
                Path part = SqliteFile.sibling(file, suffix);
                if (Files.exists(part)) {
                    Files.copy(part, SqliteFile.sibling(copy, suffix));
                }
            }
            SqliteFile.copy(file, copy);
        } catch (NoSuchFileException e) {
            return false;
        }
        return stamps(file).equals(before);
    }

    private static void deleteFiles(Path copy) throws IOException {
        for (String suffix : PARTS) {
            Files.deleteIfExists(SqliteFile.sibling(copy, suffix));
        }
    }

    /** Changes if another process writes. */
    private static List<String> stamps(Path file) throws IOException {
        List<String> stamps = new ArrayList<>();
        for (String suffix : PARTS) {
            Path part = SqliteFile.sibling(file, suffix);
            stamps.add(Files.exists(part) ? Files.size(part) + " " + Files.getLastModifiedTime(part) : "missing");
        }
        return stamps;
    }

    /** Connections that write neither to the original file nor next to it. */
    public DataSource connections(Optional<? extends ConnectionSetup> adopted) {
        return switch (mode) {
            case SHARED -> source.readOnlyConnections(adopted);
            case IMMUTABLE -> source.immutableConnections(adopted);
            case QUERY_ONLY, COPY -> source.plainConnections(adopted);
        };
    }

    /** Whether SQLite opens the file itself read-only, which a pool must know. */
    public boolean isOpenedReadOnly() {
        return mode == Mode.SHARED || mode == Mode.IMMUTABLE;
    }

    @Override
    public void close() {
        copy.ifPresent(ReadOnlyDatabase::delete);
    }
}
