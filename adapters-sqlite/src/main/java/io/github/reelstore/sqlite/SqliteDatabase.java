package io.github.reelstore.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.mybatis.ColumnCodec;
import io.github.reelstore.mybatis.Database;
import io.github.reelstore.mybatis.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Instant;
import org.sqlite.SQLiteException;

/**
 * One SQLite file: a single connection that writes, so that this process never waits for itself in SQLite's way (by
 * polling), and several that read.
 *
 * <p>Write transactions begin IMMEDIATE. One that began by reading and then wrote would fail at once if another had written
 * meanwhile, whatever the busy timeout (SQLite, "Transactions", 2.2).
 */
final class SqliteDatabase implements Database {

    private final HikariDataSource writer;
    private final HikariDataSource readers;

    SqliteDatabase(SqliteConfig config, SqliteDataSource source) {
        this.writer = new HikariDataSource(pool("reelstore-sqlite-writer", source, 1));
        HikariConfig reading = pool("reelstore-sqlite-readers", source, config.readers());
        reading.setConnectionInitSql("PRAGMA query_only = ON");
        this.readers = new HikariDataSource(reading);
    }

    private static HikariConfig pool(String name, SqliteDataSource source, int size) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(source.connections());
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(0);
        // a file does not go stale as a network connection does
        pool.setMaxLifetime(0);
        return pool;
    }

    @Override
    public Connection begin(Access access) throws SQLException {
        Connection connection = (access == Access.WRITE ? writer : readers).getConnection();
        try {
            execute(connection, access == Access.WRITE ? "BEGIN IMMEDIATE" : "BEGIN");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        execute(connection, "ROLLBACK");
    }

    // the driver's own commit would begin the next transaction at once, and hold the lock
    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void release(Connection connection) throws SQLException {
        connection.close();
    }

    /** By SQLite's result codes (sqlite.org/rescode.html); the driver gives no SQLState. */
    @Override
    public SqlFailure classify(SQLException failure) {
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

    @Override
    public ColumnCodec<Instant> instants() {
        return new InstantText();
    }

    @Override
    public ColumnCodec<JsonText> json() {
        return new JsonColumn();
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
