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
 * Checks a store's database for damage, and says whether it may be written. A store that met damage (SQLITE_CORRUPT or
 * SQLITE_NOTADB) puts a file {@code <database>.corrupt} next to the database; while it is there, every process refuses to write. If
 * this check passes, it removes that file.
 *
 * <pre>{@code
 * SqliteIntegrityCheck.of(config).run().ifPresent(result -> result.problems().forEach(System.out::println));
 * }</pre>
 */
public final class SqliteIntegrityCheck {

    /** Enough to see what kind of damage it is. */
    private static final int MOST_PROBLEMS = 5;

    /** Reading so much takes a second or two, and nobody waits for it. */
    private static final long MOST_BYTES_OF_WAL = 1L << 30;

    /** Whoever wants to write waits for a reader here, and the desktop app gives up after a second. */
    private static final long MOST_BYTES = 64L << 20;

    private final SqliteConfig config;
    private final SqliteDataSource source;
    private final CorruptionMarker marker;

    private SqliteIntegrityCheck(SqliteConfig config) {
        this.config = config.resolved();
        this.source = new SqliteDataSource(this.config);
        this.marker = CorruptionMarker.of(this.config.file());
    }

    /** A check of a database, which need not be there. */
    public static SqliteIntegrityCheck of(SqliteConfig config) {
        return new SqliteIntegrityCheck(config);
    }

    /**
     * What was found.
     *
     * @param complete whether the whole file was read
     * @param unlocked whether writes were refused before, and are not any more
     * @param problems what is damaged, a line each, a few at most; if there is any, writes are refused from now on
     */
    public record Result(boolean complete, boolean unlocked, List<String> problems) {}

    /**
     * Checks the database. One that was found damaged is read in full (PRAGMA integrity_check), whatever that takes, and in a
     * rollback-journal file writers wait for it. Any other is read in full by PRAGMA quick_check if it is small enough for
     * nobody to notice: up to 1 GiB in WAL mode, up to 64 MiB otherwise.
     *
     * @return what was found; empty if there is no such file, or no store's
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
     * Refuses a database that was found damaged, as each write does. It looks whether the file {@code <database>.corrupt} is there,
     * and reads nothing else.
     *
     * @throws StorageException.Corrupt if it was found damaged and no check has passed since
     */
    public void requireUndamaged() {
        marker.requireNotSet();
    }

    private Result read(boolean marked) {
        try (Connection connection = marked ? unchanged() : source.adding()) {
            if (!marked && bytes(connection) > (Sql.isWal(connection) ? MOST_BYTES_OF_WAL : MOST_BYTES)) {
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
     * Reads a damaged file without changing it: the last connection that may write would copy the {@code -wal} into it. What a crash
     * left in a journal has to be undone before it can be read.
     */
    private Connection unchanged() throws SQLException {
        try {
            // making it reads the file
            return source.reading(Optional.empty()).getConnection();
        } catch (SQLException e) {
            if (SqliteFailures.needsRollback(e)) {
                return source.adding();
            }
            throw e;
        }
    }

    private static long bytes(Connection connection) throws SQLException {
        return Sql.number(connection, "PRAGMA main.page_count") * Sql.number(connection, "PRAGMA main.page_size");
    }

    private static List<String> problems(Connection connection, String check) throws SQLException {
        // rows that break a rule of another program's are not damage
        Sql.execute(connection, "PRAGMA ignore_check_constraints = ON");
        List<String> problems = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA main." + check + "(" + MOST_PROBLEMS + ")")) {
            while (rows.next()) {
                // one row may hold several lines
                rows.getString(1).lines().forEach(problems::add);
            }
        }
        return problems.equals(List.of("ok"))
                ? List.of()
                : problems.stream()
                        .limit(MOST_PROBLEMS)
                        .map(SqliteIntegrityCheck::line)
                        .toList();
    }

    private static String line(String text) {
        return Messages.quoted(text.lines().findFirst().orElse(""));
    }
}
