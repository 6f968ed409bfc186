package io.github.reelstore.sqlite;

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
        SQLiteDataSource source = new SQLiteDataSource(pragmas());
        source.setUrl("jdbc:sqlite:" + config.file());
        return source;
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
