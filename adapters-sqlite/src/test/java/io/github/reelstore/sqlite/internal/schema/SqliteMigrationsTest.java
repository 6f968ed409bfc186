package io.github.reelstore.sqlite.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.mybatis.internal.SchemaHistory;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteMigrationsTest {

    @TempDir
    Path folder;

    /** If this fails, a migration was added: the list must be what was read. */
    @Test
    void theListIsWhatFlywayWrites() throws SQLException {
        try (Connection database = newDatabase()) {
            assertThat(SqliteMigrations.MIGRATIONS)
                    .isEqualTo(SchemaHistory.migrations(database, SqliteMigrations.HISTORY));
            assertThat(isCurrent(database)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE reelstore_schema_history",
                "DELETE FROM reelstore_schema_history",
                "DELETE FROM reelstore_schema_history WHERE version = '2'",
                "DELETE FROM reelstore_schema_history WHERE version = '8'",
                "UPDATE reelstore_schema_history SET success = 0 WHERE version = '8'",
                "UPDATE reelstore_schema_history SET checksum = 7 WHERE version = '1'",
                "UPDATE reelstore_schema_history SET version = '99' WHERE version = '8'"
            })
    void anyDifferenceIsNoticed(String change) throws SQLException {
        try (Connection database = newDatabase();
                Statement statement = database.createStatement()) {
            statement.executeUpdate(change);

            assertThat(isCurrent(database)).isFalse();
        }
    }

    private static boolean isCurrent(Connection database) {
        return SchemaHistory.isExactly(database, SqliteMigrations.HISTORY, List.copyOf(SqliteMigrations.MIGRATIONS));
    }

    private Connection newDatabase() throws SQLException {
        Path file = folder.resolve("reelstore.db");
        SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC()).close();
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
