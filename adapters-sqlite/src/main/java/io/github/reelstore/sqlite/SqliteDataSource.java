package io.github.reelstore.sqlite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
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

    /** Connections for the store's statements; of an adopted file they see the clips through the view, and it keeps its journal mode. */
    DataSource connections(Optional<ClipsView> adopted) {
        return withUrl(new SQLiteDataSource(adopted.isPresent() ? pragmasWithoutJournalMode() : pragmas()) {
            @Override
            public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
                    throws SQLException {
                SQLiteConnection connection = super.getConnection(user, password);
                try {
                    if (adopted.isPresent()) {
                        adopted.get().install(connection);
                    }
                    Statistics.forget(connection);
                    return connection;
                } catch (SQLException e) {
                    connection.close();
                    throw e;
                }
            }
        });
    }

    /**
     * A connection that adds to another program's file: it leaves the journal mode as it is, and enforces no foreign keys, whose
     * violations are that program's.
     */
    Connection adding() throws SQLException {
        SQLiteConfig pragmas = new SQLiteConfig();
        pragmas.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        pragmas.setBusyTimeout(Math.toIntExact(config.busyTimeout().toMillis()));
        return DriverManager.getConnection("jdbc:sqlite:" + config.file(), pragmas.toProperties());
    }

    private DataSource connections(SQLiteConfig pragmas) {
        return withUrl(new SQLiteDataSource(pragmas));
    }

    private DataSource withUrl(SQLiteDataSource source) {
        source.setUrl("jdbc:sqlite:" + config.file());
        return source;
    }

    /** Reads the file and leaves nothing behind. */
    UntouchedFile untouched() throws SQLException {
        return UntouchedFile.open(config);
    }

    private SQLiteConfig pragmas() {
        SQLiteConfig pragmas = pragmasWithoutJournalMode();
        // readers and the writer do not wait for each other
        pragmas.setJournalMode(SQLiteConfig.JournalMode.WAL);
        return pragmas;
    }

    private SQLiteConfig pragmasWithoutJournalMode() {
        SQLiteConfig pragmas = new SQLiteConfig();
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
