package io.github.reelstore.sqlite;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** Makes connections with the pragmas that the store counts on. */
final class SqliteDataSource {

    private final SqliteConfig config;

    SqliteDataSource(SqliteConfig config) {
        this.config = config;
    }

    /** Connections that read and write. */
    DataSource connections() {
        return connections(pragmas());
    }

    /**
     * Connections whose transactions are writers from their beginning. Flyway begins by reading, and of two processes that
     * both found the schema missing, one would fail at once when the other was first.
     */
    DataSource migrating() {
        SQLiteConfig pragmas = pragmas();
        pragmas.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return connections(pragmas);
    }

    private DataSource connections(SQLiteConfig pragmas) {
        SQLiteDataSource source = new SQLiteDataSource(pragmas);
        source.setUrl("jdbc:sqlite:" + config.file());
        return source;
    }

    /**
     * A connection that writes nothing, not even the {@code -wal} and {@code -shm} files that reading a database in WAL mode
     * makes otherwise: where there is no {@code -wal}, nobody has it open and the file alone is the whole database.
     */
    Connection untouching() throws SQLException {
        SQLiteConfig readOnly = new SQLiteConfig();
        readOnly.setReadOnly(true);
        readOnly.setBusyTimeout(Math.toIntExact(config.busyTimeout().toMillis()));
        boolean inUse = Files.exists(config.file().resolveSibling(config.file().getFileName() + "-wal"));
        String url = inUse
                ? "jdbc:sqlite:" + config.file()
                : "jdbc:sqlite:" + config.file().toUri() + "?immutable=1";
        return DriverManager.getConnection(url, readOnly.toProperties());
    }

    private SQLiteConfig pragmas() {
        SQLiteConfig pragmas = new SQLiteConfig();
        // readers and the writer do not wait for each other
        pragmas.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // a commit survives a power cut; NORMAL would lose the last ones in WAL mode
        pragmas.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        pragmas.enforceForeignKeys(true);
        pragmas.setBusyTimeout(Math.toIntExact(config.busyTimeout().toMillis()));
        // each connection has one thread at a time, so SQLite's own locking is not needed
        pragmas.resetOpenMode(SQLiteOpenMode.FULLMUTEX);
        pragmas.setOpenMode(SQLiteOpenMode.NOMUTEX);
        return pragmas;
    }
}
