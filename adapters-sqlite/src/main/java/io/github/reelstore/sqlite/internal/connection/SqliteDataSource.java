package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/** Makes connections with the pragmas that the store counts on. */
public final class SqliteDataSource {

    private final SqliteConfig config;

    public SqliteDataSource(SqliteConfig config) {
        this.config = config;
    }

    /** Connections that read and write. */
    public DataSource connections() {
        return withUrl(new UnmovedSource(pragmas()));
    }

    /** Connections for the store's statements; of an adopted file they see the clips through the view, and it keeps its journal mode. */
    public DataSource connections(Optional<? extends ConnectionSetup> adopted) {
        return connections(adopted, adopted.isPresent() ? pragmasWithoutJournalMode() : pragmas());
    }

    /** The same that cannot write, not even what is in the {@code -wal} into the file when they are closed. */
    public DataSource reading(Optional<? extends ConnectionSetup> adopted) {
        SQLiteConfig pragmas = pragmasWithoutJournalMode();
        pragmas.setReadOnly(true);
        return connections(adopted, pragmas);
    }

    private DataSource connections(Optional<? extends ConnectionSetup> adopted, SQLiteConfig pragmas) {
        return withUrl(new UnmovedSource(pragmas) {
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
    public Connection adding() throws SQLException {
        SQLiteConfig pragmas = new SQLiteConfig();
        pragmas.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        pragmas.setBusyTimeout(Math.toIntExact(config.busyTimeout().toMillis()));
        OpenDatabases.Use use = OpenDatabases.use(config.file());
        try {
            return unmoved(config.file(), () -> new UsingConnection(url(), config.file(), pragmas.toProperties(), use));
        } catch (SQLException | RuntimeException e) {
            use.close();
            throw e;
        }
    }

    /** A connection whose file counts as open in this process until it is closed. */
    private static final class UsingConnection extends JDBC4Connection {

        private final OpenDatabases.Use use;

        UsingConnection(String url, Path file, Properties pragmas, OpenDatabases.Use use) throws SQLException {
            super(url, file.toString(), pragmas);
            this.use = use;
        }

        @Override
        public void close() throws SQLException {
            try {
                super.close();
            } finally {
                use.close();
            }
        }
    }

    private String url() {
        return "jdbc:sqlite:" + config.file();
    }

    private class UnmovedSource extends SQLiteDataSource {

        UnmovedSource(SQLiteConfig pragmas) {
            super(pragmas);
        }

        @Override
        public SQLiteConnection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
            return unmoved(config.file(), () -> super.getConnection(user, password));
        }
    }

    /** Something that opens a connection. */
    @FunctionalInterface
    public interface Opening<C> {
        C open() throws SQLException;
    }

    /**
     * Opens a connection, and makes sure that its file still has its name: while SQLite waited for a lock, a restore may have put
     * another file in its place, next to which it would keep its {@code -wal}. Closing such a connection changes neither file.
     */
    public static <C extends Connection> C unmoved(Path file, Opening<C> opening) throws SQLException {
        Object before = SqliteFile.identity(file);
        C connection = opening.open();
        if (before != null && !before.equals(SqliteFile.identity(file))) {
            connection.close();
            throw new SQLiteException("the file was replaced while it was opened", SQLiteErrorCode.SQLITE_BUSY);
        }
        return connection;
    }

    private DataSource withUrl(SQLiteDataSource source) {
        source.setUrl(url());
        return source;
    }

    /** Reads the file and leaves nothing behind. */
    public ReadOnlyDatabase untouched() throws SQLException {
        return ReadOnlyDatabase.open(config);
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
