package io.github.reelstore.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Creates connections. The store keeps no state in a session, so that a pooler such as pgbouncer in transaction mode
 * can give each transaction another session. For the same reason it sets {@code prepareThreshold=0}: otherwise the
 * driver would leave prepared statements in the server's session. Parsing and planning every statement costs 0.2 ms for
 * a row by its id and 0.7 ms for the largest statement; without such a pooler you can avoid this by {@code
 * ?prepareThreshold=5} in the URL, which may contain parameters of the driver.
 */
final class PostgresDataSource {

    /** HikariCP's minimum. */
    private static final long LEAST_POOL_TIMEOUT_MS = 250;

    /** Makes the server's timeout, whose error is more specific, expire before the socket's. */
    private static final Duration SERVER_HEAD_START = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final PostgresConfig config;
    private final boolean readOnly;

    PostgresDataSource(PostgresConfig config) {
        this(config, false);
    }

    private PostgresDataSource(PostgresConfig config, boolean readOnly) {
        this.config = config;
        this.readOnly = readOnly;
    }

    /** Connections whose transactions are read-only by default. */
    static PostgresDataSource readOnly(PostgresConfig config) {
        return new PostgresDataSource(config, true);
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
        properties.setProperty("prepareThreshold", "0");
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
