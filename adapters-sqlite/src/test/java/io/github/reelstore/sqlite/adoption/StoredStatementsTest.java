package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SQLite reads the statements of a file's schema when it opens it. One that an older version does not understand makes the whole file
 * unreadable there ({@code RAISE} with an expression, {@code string_agg}), or its writes fail ({@code jsonb} in an index).
 */
class StoredStatementsTest {

    private static final String NEWER =
            "(?is).*(\\braise\\s*\\(|\\bjsonb|\\bstring_agg\\b|\\bsubsec\\b|\\bconcat(_ws)?\\s*\\().*";

    @TempDir
    Path folder;

    @Test
    void aNewFileHasOnlyTablesAndIndexesOfOlderVersions() throws SQLException {
        assertPlain(folder.resolve("new.db"));
    }

    /** The trigger with such a RAISE, with which the store writes to an adopted file, is temporary. */
    @Test
    void soDoesAnAdoptedFile() throws SQLException {
        LegacyDatabase adopted = LegacyDatabase.create(folder.resolve("app.db"), Shape.STRICT_35);
        Adoption.of(SqliteConfig.of(adopted.file())).adopt(Optional.empty(), (phase, done, total) -> {});

        assertPlain(adopted.file());
    }

    private static void assertPlain(Path file) throws SQLException {
        SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC()).close();
        int statements = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL")) {
            while (rows.next()) {
                assertThat(rows.getString("type")).isIn("table", "index");
                assertThat(rows.getString("sql")).doesNotMatch(NEWER);
                statements++;
            }
        }
        assertThat(statements).isGreaterThan(10);
    }
}
