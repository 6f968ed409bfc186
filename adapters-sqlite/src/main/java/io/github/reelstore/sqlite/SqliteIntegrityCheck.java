package io.github.reelstore.sqlite;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.sqlite.internal.schema.SqliteMigrations;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a store's database for damage, and allows or refuses writes accordingly. When a store finds damage
 * (SQLITE_CORRUPT or SQLITE_NOTADB), it creates a file {@code <database>.corrupt} next to the database; while that file
 * exists, every process refuses to write. When this check passes, it removes the file.
 *
 * <pre>{@code
 * SqliteIntegrityCheck.of(config).run().ifPresent(result -> result.problems().forEach(System.out::println));
 * }</pre>
 */
public final class SqliteIntegrityCheck {

    /** Enough to see what kind of damage it is. */
    private static final int MAX_PROBLEMS = 5;

    /** Reading that much takes a second or two; in WAL mode, nothing waits for it. */
    private static final long MAX_BYTES_IN_WAL_MODE = 1L << 30;

    /** In the other modes, writers wait for a reader, and the desktop app's busy timeout is one second. */
    private static final long MAX_BYTES = 64L << 20;

    private final SqliteConfig config;
    private final SqliteDataSource source;
    private final CorruptionMarker marker;

    private SqliteIntegrityCheck(SqliteConfig config) {
        this.config = config.resolved();
        this.source = new SqliteDataSource(this.config);
        this.marker = CorruptionMarker.of(this.config.file());
    }

    /** Creates a check of a database, which need not exist. */
    public static SqliteIntegrityCheck of(SqliteConfig config) {
        return new SqliteIntegrityCheck(config);
    }

    /**
     * The result of a check.
     *
     * @param complete whether the whole file was read
     * @param unlocked whether writes were refused before and are allowed again
     * @param problems what is damaged, one line each, at most a few; if not empty, writes are refused from now on
     */
    public record Result(boolean complete, boolean unlocked, List<String> problems) {}

    /**
     * Checks the database. One that was found damaged before is read in full (PRAGMA integrity_check), however long
     * that takes; in rollback-journal mode, writers wait for it. Any other database is read in full by PRAGMA
     * quick_check if it is small enough not to delay others: up to 1 GiB in WAL mode, up to 64 MiB otherwise.
     *
     * @return the result; empty if the file does not exist or is not a store's database
     * @throws StorageException.Unavailable if another process keeps the file locked, or the marker cannot be removed
     */
    public Optional<Result> run() {
        boolean marked = marker.isSet();
        if (Files.notExists(config.file()) || (!marked && !SqliteMigrations.isStore(config, source))) {
            return Optional.empty();
        }
        Result result = read(marked);
        if (!result.problems().isEmpty()) {
            marker.set(result.problems().get(0));
            return Optional.of(result);
        }
        if (marked) {
            marker.clear();
        }
        return Optional.of(new Result(result.complete(), marked, List.of()));
    }

    /**
     * Throws if the database was found damaged, as each write does. It only checks whether the file {@code
     * <database>.corrupt} exists.
     *
     * @throws StorageException.Corrupt if the database was found damaged and no check has passed since
     */
    public void requireUndamaged() {
        marker.requireNotSet();
    }

    private Result read(boolean marked) {
        try (Connection connection = marked ? readOnlyConnection() : source.openConnection()) {
            if (!marked && bytes(connection) > (Sql.isWal(connection) ? MAX_BYTES_IN_WAL_MODE : MAX_BYTES)) {
                return new Result(false, false, List.of());
            }
            return new Result(true, false, problems(connection, marked ? "integrity_check" : "quick_check"));
        } catch (SQLException e) {
            if (SqliteFailures.corruption(e).isEmpty()) {
                throw SqliteFailures.failed(
                        config.file(), SqliteFile.nameOf(config.file()) + " cannot be checked for damage", e);
            }
            return new Result(true, false, List.of(line(String.valueOf(e.getMessage()))));
        }
    }

    /**
     * Opens a damaged file without changing it: the last connection that may write would copy the {@code -wal} into it.
     * A hot journal left by a crash must be rolled back before the file can be read.
     */
    private Connection readOnlyConnection() throws SQLException {
        try {
            // opening the connection reads the file
            return source.readOnlyConnections(Optional.empty()).getConnection();
        } catch (SQLException e) {
            if (SqliteFailures.needsRollback(e)) {
                return source.openConnection();
            }
            throw e;
        }
    }

    private static long bytes(Connection connection) throws SQLException {
        return Sql.number(connection, "PRAGMA main.page_count") * Sql.number(connection, "PRAGMA main.page_size");
    }

    private static List<String> problems(Connection connection, String check) throws SQLException {
        // rows that violate another program's constraints are not damage
        Sql.execute(connection, "PRAGMA ignore_check_constraints = ON");
        List<String> problems = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA main." + check + "(" + MAX_PROBLEMS + ")")) {
            while (rows.next()) {
                // one row may contain several lines
                rows.getString(1).lines().forEach(problems::add);
            }
        }
        return problems.equals(List.of("ok"))
                ? List.of()
                : problems.stream()
                        .limit(MAX_PROBLEMS)
                        .map(SqliteIntegrityCheck::line)
                        .toList();
    }

    private static String line(String text) {
        return Messages.quoted(text.lines().findFirst().orElse(""));
    }
}
