package io.github.reelstore.sqlite.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A connection that waits for a lock which another one holds. */
class BusyWaitTest {

    private static final String LOCK = "BEGIN IMMEDIATE";

    @TempDir
    private Path folder;

    private DataSource connections;

    @BeforeEach
    void create() throws SQLException {
        // longer than the tests may take, so that only the handler ends a wait
        connections = new SqliteDataSource(new SqliteConfig(folder.resolve("a.db"), Duration.ofMinutes(10), 1))
                .connections(Optional.empty());
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (x)");
            // statistics, which connections ignore
            statement.execute("INSERT INTO t VALUES (1)");
            statement.execute("CREATE INDEX i ON t (x)");
            statement.execute("ANALYZE");
        }
    }

    @Test
    @Timeout(60)
    void itGetsTheLockWhenTheOtherReleasesIt() throws Exception {
        try (Connection holder = connections.getConnection();
                Connection waiting = connections.getConnection();
                Statement release = holder.createStatement();
                Statement lock = waiting.createStatement()) {
            release.execute(LOCK);
            Thread releasing = new Thread(() -> {
                try {
                    Thread.sleep(50);
                    release.execute("COMMIT");
                } catch (InterruptedException | SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            releasing.start();
            lock.execute(LOCK);
            lock.execute("ROLLBACK");
            releasing.join();
        }
    }

    @Test
    @Timeout(60)
    void anInterruptEndsTheWait() throws SQLException {
        try (Connection holder = connections.getConnection();
                Connection waiting = connections.getConnection();
                Statement hold = holder.createStatement();
                Statement lock = waiting.createStatement()) {
            hold.execute(LOCK);
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> lock.execute(LOCK))
                        .isInstanceOfSatisfying(
                                SQLiteException.class,
                                e -> assertThat(e.getResultCode()).isEqualTo(SQLiteErrorCode.SQLITE_BUSY));
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }
}
