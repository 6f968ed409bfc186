package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/** Opens connections with the pragmas that the store relies on. */
public final class SqliteDataSource {

    private final SqliteConfig config;

    public SqliteDataSource(SqliteConfig config) {
        this.config = config;
    }

    /** Returns connections that read and write. */
    public DataSource connections() {
        return withUrl(new CheckedDataSource(pragmas()));
    }

    /**
     * Returns connections for the store's statements. On an adopted file, they access the videos through the view and
     * keep the journal mode.
     */
    public DataSource connections(Optional<? extends ConnectionSetup> adopted) {
        return connections(adopted, adopted.isPresent() ? pragmasWithoutJournalMode() : pragmas());
    }

    /**
     * Returns the same connections, but read-only: they do not even checkpoint the {@code -wal} when they are closed.
     */
    public DataSource readOnlyConnections(Optional<? extends ConnectionSetup> adopted) {
        SQLiteConfig pragmas = pragmasWithoutJournalMode();
        pragmas.setReadOnly(true);
        return connections(adopted, pragmas);
    }

    /** Returns connections that read a file on a read-only medium, without looking for changes of other processes. */
    DataSource immutableConnections(Optional<? extends ConnectionSetup> adopted) {
        SQLiteConfig pragmas = pragmasWithoutJournalMode();
        pragmas.setReadOnly(true);
        return connections(adopted, pragmas, "jdbc:sqlite:" + config.file().toUri() + "?immutable=1");
    }

    /** Returns connections that keep the journal mode, and that the caller uses only to read. */
    DataSource plainConnections(Optional<? extends ConnectionSetup> adopted) {
        return connections(adopted, pragmasWithoutJournalMode());
    }

    private DataSource connections(Optional<? extends ConnectionSetup> adopted, SQLiteConfig pragmas) {
        return connections(adopted, pragmas, url());
    }

    private DataSource connections(Optional<? extends ConnectionSetup> adopted, SQLiteConfig pragmas, String url) {
        SQLiteDataSource source = new CheckedDataSource(pragmas) {
            @Override
            public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
                    throws SQLException {
                SQLiteConnection connection = openUnlessReplaced(
                        config.file(),
                        () -> new StatementCachingConnection(
                                url, address(url), getConfig().toProperties()));
                try {
                    if (adopted.isPresent()) {
                        adopted.get().install(connection);
                    }
                    Statistics.forget(connection);
                    // last: PRAGMA busy_timeout, which others set and reset, removes a handler
                    BusyHandler.setHandler(connection, new BusyWait(config.busyTimeout()));
                    return connection;
                } catch (SQLException e) {
                    connection.close();
                    throw e;
                }
            }
        };
        source.setUrl(url);
        return source;
    }

    /**
     * Opens a connection for a file that may be shared with another program: it keeps the journal mode, and enforces no
     * foreign keys, because that program may violate them.
     */
    public Connection openConnection() throws SQLException {
        SQLiteConfig pragmas = new SQLiteConfig();
        pragmas.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        pragmas.setBusyTimeout(Math.toIntExact(config.busyTimeout().toMillis()));
        OpenDatabases.Use use = OpenDatabases.use(config.file());
        try {
            return openUnlessReplaced(
                    config.file(), () -> new UsingConnection(url(), config.file(), pragmas.toProperties(), use));
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
        return JDBC.PREFIX + config.file();
    }

    /** What the driver opens: the rest of its URL. */
    private static String address(String url) {
        return url.substring(JDBC.PREFIX.length());
    }

    private class CheckedDataSource extends SQLiteDataSource {

        CheckedDataSource(SQLiteConfig pragmas) {
            super(pragmas);
        }

        @Override
        public SQLiteConnection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
            return openUnlessReplaced(config.file(), () -> super.getConnection(user, password));
        }
    }

    /** Opens a connection. */
    @FunctionalInterface
    public interface Opening<C> {
        C open() throws SQLException;
    }

    /**
     * Opens a connection, and checks that the file was not replaced meanwhile: while SQLite waited for a lock, a
     * restore may have put another file in its place, next to which SQLite would keep the {@code -wal}. Closing such a
     * connection changes neither file.
     */
    public static <C extends Connection> C openUnlessReplaced(Path file, Opening<C> opening) throws SQLException {
        Object before = SqliteFile.identity(file);
        C connection = opening.open();
        if (before != null && !before.equals(SqliteFile.identity(file))) {
            connection.close();
            throw new SQLiteException("the file was replaced while it was being opened", SQLiteErrorCode.SQLITE_BUSY);
        }
        return connection;
    }

    private DataSource withUrl(SQLiteDataSource source) {
        source.setUrl(url());
        return source;
    }

    /** Opens the file for reading, without changing it or creating files next to it. */
    public ReadOnlyDatabase openReadOnly() throws SQLException {
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
        // commits survive a power failure; NORMAL would lose the last ones in WAL mode
        pragmas.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        pragmas.enforceForeignKeys(true);
        pragmas.setBusyTimeout(Math.toIntExact(config.busyTimeout().toMillis()));
        // a connection is used by one thread at a time, so SQLite's own mutexes are not needed
        pragmas.resetOpenMode(SQLiteOpenMode.FULLMUTEX);
        pragmas.setOpenMode(SQLiteOpenMode.NOMUTEX);
        // the driver would query them after each insert
        pragmas.setGetGeneratedKeys(false);
        return pragmas;
    }
}
