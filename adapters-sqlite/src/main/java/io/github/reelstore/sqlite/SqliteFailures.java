package io.github.reelstore.sqlite;

import io.github.reelstore.mybatis.SqlFailure;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.sqlite.SQLiteException;

/** Tells SQLite's failures apart. */
final class SqliteFailures {

    private SqliteFailures() {}

    /** By SQLite's result codes (sqlite.org/rescode.html); the driver gives no SQLState. */
    static SqlFailure classify(SQLException failure) {
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
            case SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_CORRUPT_SEQUENCE, SQLITE_NOTADB -> SqlFailure.CORRUPT;
            default -> SqlFailure.OTHER;
        };
    }
}
