package io.github.reelstore.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Creates connections. Unless it is known that each connection has a session of its own, the store keeps no state in a
 * session, so that a pooler such as pgbouncer in transaction mode can give each transaction another one: no settings,
 * and no prepared statements ({@code prepareThreshold=0}).
 */
final class PostgresDataSource {

    /** HikariCP's minimum. */
    private static final long LEAST_POOL_TIMEOUT_MS = 250;

    /** Makes the server's timeout, whose error is more specific, expire before the socket's. */
    private static final Duration SERVER_HEAD_START = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final PostgresConfig config;
    private final boolean readOnly;
    private final Sessions sessions;

    PostgresDataSource(PostgresConfig config) {
        this(config, false, Sessions.SHARED);
    }

    private PostgresDataSource(PostgresConfig config, boolean readOnly, Sessions sessions) {
        this.config = config;
        this.readOnly = readOnly;
        this.sessions = sessions;
    }

    /** Connections whose transactions are read-only by default. */
    static PostgresDataSource readOnly(PostgresConfig config) {
        return new PostgresDataSource(config, true, Sessions.SHARED);
    }

    /** The same connections; what is known about their sessions. */
    PostgresDataSource with(Sessions known) {
        return new PostgresDataSource(config, readOnly, known);
    }

    /** The statements that begin transactions on these connections. */
    TransactionSettings settings() {
        return new TransactionSettings(config, sessions);
    }

    /** Opens a connection outside the pool. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(config.url(), properties());
    }

    /** Creates a pool that opens its connections on demand. */
    HikariDataSource pool() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("reelstore-postgres");
        pool.setJdbcUrl(config.url());
        pool.setDataSourceProperties(properties());
        pool.setMaximumPoolSize(config.connections());
        pool.setMinimumIdle(0);
        pool.setAutoCommit(false);
        pool.setReadOnly(readOnly);
        // waiting for a connection of this pool has the same limit as waiting for a lock
        pool.setConnectionTimeout(Math.max(config.lockTimeout().toMillis(), LEAST_POOL_TIMEOUT_MS));
        pool.setValidationTimeout(Math.min(pool.getValidationTimeout(), pool.getConnectionTimeout()));
        // opening the store has already connected once, without the pool
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    private Properties properties() {
        Properties properties = new Properties();
        config.user().ifPresent(user -> properties.setProperty("user", user));
        config.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", "reelstore");
        if (sessions == Sessions.OWN) {
            properties.setProperty("options", settings().ofOwnSession());
        } else {
            properties.setProperty("prepareThreshold", "0");
        }
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("readOnly", String.valueOf(readOnly));
        properties.setProperty("connectTimeout", seconds(CONNECT_TIMEOUT));
        properties.setProperty("loginTimeout", seconds(CONNECT_TIMEOUT));
        properties.setProperty("socketTimeout", seconds(longestWait().plus(SERVER_HEAD_START)));
        return properties;
    }

    private Duration longestWait() {
        return config.statementTimeout().compareTo(config.lockTimeout()) > 0
                ? config.statementTimeout()
                : config.lockTimeout();
    }

    private static String seconds(Duration duration) {
        return String.valueOf(duration.plusMillis(999).toSeconds());
    }
}
