package io.github.reelstore.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Makes connections. Nothing of the store is kept in a session, so that a pooler such as pgbouncer in transaction mode may
 * give each transaction another one; hence also {@code prepareThreshold=0}, without which the driver would leave prepared
 * statements in the server's session. Parsing and planning each statement anew costs 0.2 ms for a row by its id and 0.7 ms for
 * the largest statement; who has no such pooler may take that back in the URL ({@code ?prepareThreshold=5}), where the
 * parameters of the driver can be set.
 */
final class PostgresDataSource {

    /** HikariCP takes no less. */
    private static final long LEAST_POOL_TIMEOUT_MS = 250;

    /** So that the server, which says more, gives up before the socket does. */
    private static final Duration SERVER_HEAD_START = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final PostgresConfig config;

    PostgresDataSource(PostgresConfig config) {
        this.config = config;
    }

    /** A connection outside the pool. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(config.url(), properties());
    }

    /** A pool that makes its connections as they are needed. */
    HikariDataSource pool() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("reelstore-postgres");
        pool.setJdbcUrl(config.url());
        pool.setDataSourceProperties(properties());
        pool.setMaximumPoolSize(config.connections());
        pool.setMinimumIdle(0);
        pool.setAutoCommit(false);
        // waiting for this process's own connections counts like waiting for another's lock
        pool.setConnectionTimeout(Math.max(config.lockTimeout().toMillis(), LEAST_POOL_TIMEOUT_MS));
        pool.setValidationTimeout(Math.min(pool.getValidationTimeout(), pool.getConnectionTimeout()));
        // the first connection was made before there was a pool
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
