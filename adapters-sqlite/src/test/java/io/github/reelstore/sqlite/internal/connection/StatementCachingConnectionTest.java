package io.github.reelstore.sqlite.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementCachingConnectionTest {

    private static final String SELECT = "SELECT ?";

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // setUp sets it.
    private Connection connection;

    @BeforeEach
    void setUp() throws SQLException {
        connection = open();
    }

    @AfterEach
    void tearDown() throws SQLException {
        connection.close();
    }

    private Connection open() throws SQLException {
        return new SqliteDataSource(SqliteConfig.of(folder.resolve("reels.db")))
                .connections(Optional.empty())
                .getConnection();
    }

    private long number(String sql) throws SQLException {
        return Sql.number(connection, sql);
    }

    /** With these, SQLite forces each commit to disk (sqlite.org/pragma.html, "synchronous"). */
    @Test
    void commitsAreForcedToDisk() throws SQLException {
        assertThat(Sql.isWal(connection)).isTrue();
        assertThat(number("PRAGMA synchronous")).as("FULL").isEqualTo(2);
        assertThat(number("PRAGMA foreign_keys")).isEqualTo(1);
    }

    @Test
    void aClosedStatementIsUsedAgain() throws SQLException {
        PreparedStatement first = connection.prepareStatement(SELECT);
        PreparedStatement second = connection.prepareStatement(SELECT);
        assertThat(second).as("while the first is in use").isNotSameAs(first);
        first.close();
        assertThat(connection.prepareStatement(SELECT)).isSameAs(first);
        second.close();
    }

    @Test
    void aStatementThatIsUsedAgainHasNoValues() throws SQLException {
        for (String value : new String[] {"secret", null}) {
            try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
                if (value != null) {
                    statement.setString(1, value);
                }
                try (ResultSet row = statement.executeQuery()) {
                    assertThat(row.getString(1)).isEqualTo(value);
                }
            }
        }
    }

    @Test
    void aStatementIsPreparedAgainIfTheSchemaHasChanged() throws SQLException {
        Sql.execute(connection, "CREATE TABLE t (a)");
        Sql.execute(connection, "INSERT INTO t VALUES ('text')");
        for (String type : new String[] {"text", "integer"}) {
            try (PreparedStatement statement = connection.prepareStatement("SELECT typeof(a) FROM t");
                    ResultSet row = statement.executeQuery()) {
                assertThat(row.getString(1)).isEqualTo(type);
            }
            Sql.execute(connection, "DROP TABLE IF EXISTS t");
            Sql.execute(connection, "CREATE TABLE t (b, a)");
            Sql.execute(connection, "INSERT INTO t VALUES ('other', 1)");
        }
    }

    @Test
    void aClosedStatementKeepsNoSnapshot() throws SQLException {
        Sql.execute(connection, "CREATE TABLE t (a)");
        Sql.execute(connection, "INSERT INTO t VALUES (1), (2)");
        try (PreparedStatement statement = connection.prepareStatement("SELECT a FROM t")) {
            assertThat(statement.executeQuery().next()).isTrue();
        }
        try (Connection other = open()) {
            Sql.execute(other, "INSERT INTO t VALUES (3)");
            assertThat(Sql.number(other, "PRAGMA wal_checkpoint(TRUNCATE)"))
                    .as("busy")
                    .isZero();
        }
    }

    @Test
    void theStatementsThatAreKeptAreLimited() throws SQLException {
        PreparedStatement first = connection.prepareStatement("SELECT 0");
        first.close();
        for (int i = 1; i <= 200; i++) {
            connection.prepareStatement("SELECT " + i).close();
        }
        assertThat(connection.prepareStatement("SELECT 0")).isNotSameAs(first);
    }
}
