package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.DiskRoom;
import io.github.reelstore.mybatis.internal.SqlFailure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Classifies and translates SQLite's failures. */
public final class SqliteFailures {

    /** The primary code is in the last byte of an extended code. */
    private static final int PRIMARY = 0xFF;

    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;

    private SqliteFailures() {}

    /** Classifies a failure by SQLite's result code (sqlite.org/rescode.html); the driver sets no SQLState. */
    public static SqlFailure classify(SQLException failure) {
        if (corruption(failure).isPresent()) {
            return SqlFailure.CORRUPT;
        }
        if (failure instanceof SQLTransientConnectionException) {
            return SqlFailure.BUSY;
        }
        if (!(failure instanceof SQLiteException sqlite)) {
            return SqlFailure.OTHER;
        }
        return switch (sqlite.getResultCode()) {
            case SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE -> SqlFailure.DUPLICATE;
            case SQLITE_CONSTRAINT,
                    SQLITE_CONSTRAINT_CHECK,
                    SQLITE_CONSTRAINT_FOREIGNKEY,
                    SQLITE_CONSTRAINT_NOTNULL,
                    SQLITE_CONSTRAINT_TRIGGER,
                    SQLITE_MISMATCH,
                    SQLITE_TOOBIG -> SqlFailure.CONSTRAINT;
            case SQLITE_BUSY,
                    SQLITE_BUSY_RECOVERY,
                    SQLITE_BUSY_SNAPSHOT,
                    SQLITE_BUSY_TIMEOUT,
                    SQLITE_LOCKED,
                    SQLITE_LOCKED_SHAREDCACHE -> SqlFailure.BUSY;
            case SQLITE_READONLY, SQLITE_READONLY_DBMOVED, SQLITE_READONLY_DIRECTORY, SQLITE_READONLY_CANTINIT ->
                SqlFailure.READ_ONLY;
            case SQLITE_FULL -> SqlFailure.FULL;
            default -> SqlFailure.OTHER;
        };
    }

    /** Like {@link #classify(SQLException)}; also recognizes a full disk by its room. */
    public static SqlFailure classify(Path file, SQLException failure) {
        SqlFailure kind = classify(failure);
        return kind == SqlFailure.OTHER && isFull(file, failure) ? SqlFailure.FULL : kind;
    }

    /**
     * Whether a failed operation of the file system is due to a full disk or a used-up quota. Only the write of a page to a full disk is
     * SQLITE_FULL. A quota is SQLITE_IOERR_WRITE, and {@code -shm} that cannot grow SQLITE_IOERR_SHMSIZE.
     */
    private static boolean isFull(Path file, SQLException failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return false;
        }
        int primary = sqlite.getResultCode().code & PRIMARY;
        return sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE
                || ((primary == IOERR || primary == CANTOPEN) && DiskRoom.isUsedUp(SqliteFile.folderOf(file)));
    }

    /**
     * Returns SQLite's exception about a damaged file, if that is the cause. The connection pool wraps it in an
     * exception that looks as if all connections were in use.
     */
    public static Optional<SQLiteException> corruption(Throwable failure) {
        return ofSqlite(failure).filter(sqlite -> {
            int primary = sqlite.getResultCode().code & PRIMARY;
            return primary == CORRUPT || primary == NOTADB;
        });
    }

    /**
     * Whether a read-only connection failed because of a hot journal, which a connection that may write must roll back
     * first.
     */
    public static boolean needsRollback(Throwable failure) {
        return ofSqlite(failure)
                .filter(sqlite -> sqlite.getResultCode() == SQLiteErrorCode.SQLITE_READONLY_ROLLBACK)
                .isPresent();
    }

    private static Optional<SQLiteException> ofSqlite(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return Optional.of(sqlite);
            }
        }
        return Optional.empty();
    }

    public static StorageException failed(Path file, String what, Throwable failure) {
        return failed(file, what, failure, "");
    }

    /** Translates the failure to open a file that is only to be read. */
    public static StorageException failedToRead(Path file, SQLException failure) {
        boolean refused = ofSqlite(failure)
                .map(sqlite -> sqlite.getResultCode().code & PRIMARY)
                .filter(primary -> primary == CANTOPEN || primary == READONLY)
                .isPresent();
        return refused
                ? new StorageException.Configuration(
                        "database.url",
                        SqliteFile.nameOf(file) + " cannot be read; check the permissions of the file and its folder.",
                        failure)
                : failed(file, SqliteFile.nameOf(file) + " cannot be read as an SQLite database", failure);
    }

    /**
     * Translates a failure by SQLite's result code; Flyway's own message would fill a screen.
     *
     * @param more text to append to the message, with a leading blank
     */
    public static StorageException failed(Path file, String what, Throwable failure, String more) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && SqliteFailures.classify(sql) == SqlFailure.BUSY) {
                return StorageException.Unavailable.passing(
                        "database",
                        SqliteFile.nameOf(file) + " is locked by another program; try again in a moment." + more,
                        failure);
            }
            if (cause instanceof SQLiteException sqlite) {
                if (isFull(file, sqlite)) {
                    return full(file, failure, more);
                }
                return failed(file, what, sqlite.getResultCode(), failure, more);
            }
        }
        return new StorageException.Configuration("database.url", what + ": " + firstLine(failure) + more, failure);
    }

    private static StorageException failed(
            Path file, String what, SQLiteErrorCode code, Throwable failure, String more) {
        return switch (code.code & PRIMARY) {
            case CANTOPEN, READONLY ->
                new StorageException.Configuration(
                        "database.url",
                        SqliteFile.nameOf(file)
                                + " cannot be opened for writing; check the permissions of the file, its folder and"
                                + " its disk, or name another file." + more,
                        failure);
            case FULL -> full(file, failure, more);
            case IOERR ->
                StorageException.Unavailable.lasting(
                        "database",
                        "The disk of " + SqliteFile.nameOf(file) + " failed (" + code.name()
                                + "); check the disk and the file." + more,
                        failure);
            default ->
                new StorageException.Configuration("database.url", what + ": " + firstLine(failure) + more, failure);
        };
    }

    private static StorageException full(Path file, Throwable failure, String more) {
        return StorageException.Unavailable.lasting(
                "database",
                "The disk of " + SqliteFile.nameOf(file)
                        + " is full, or its quota is used up; make room on it. If the media files are on it too,"
                        + " \"reelstore gc\" frees room." + more,
                failure);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
