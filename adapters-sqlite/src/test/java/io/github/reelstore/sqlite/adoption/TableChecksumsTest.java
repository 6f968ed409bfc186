package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableChecksumsTest {

    private Connection connection = memory();

    private static Connection memory() {
        try {
            return DriverManager.getConnection("jdbc:sqlite::memory:");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void fill() throws SQLException {
        run("CREATE TABLE t (a, b, \"c d\" TEXT)");
        run("INSERT INTO t VALUES (1, NULL, 'x'), (1.5, x'00ff', ''), ('1', 'NULL', CAST(x'c3' AS TEXT))");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void checksumIsStableIfNothingChanges() throws SQLException {
        TableChecksums before = digests();
        run("CREATE INDEX i ON t (a, b, \"c d\")");
        run("ALTER TABLE t ADD COLUMN e TEXT");

        assertThat(digests()).isEqualTo(before);
        assertThat(before.rows()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = 2 WHERE rowid = 1",
                "UPDATE t SET a = '1' WHERE rowid = 1",
                "UPDATE t SET a = 1.0 WHERE rowid = 1",
                "UPDATE t SET a = 1.5000000000000002 WHERE rowid = 2",
                "UPDATE t SET b = '' WHERE rowid = 1",
                "UPDATE t SET b = x'' WHERE rowid = 1",
                "UPDATE t SET b = NULL WHERE rowid = 3",
                "UPDATE t SET b = CAST(x'00ff' AS TEXT) WHERE rowid = 2",
                "UPDATE t SET \"c d\" = CAST(x'c4' AS TEXT) WHERE rowid = 3",
                "UPDATE t SET \"c d\" = CAST(x'780079' AS TEXT) WHERE rowid = 1",
                "DELETE FROM t WHERE rowid = 3",
                "INSERT INTO t VALUES (NULL, NULL, NULL)",
                "UPDATE t SET rowid = 9 WHERE rowid = 1"
            })
    void checksumChangesWithAnyValue(String change) throws SQLException {
        TableChecksums before = digests();

        run(change);

        assertThat(digests()).isNotEqualTo(before);
    }

    private TableChecksums digests() throws SQLException {
        return TableChecksums.of(connection, Map.of("t", List.of("a", "b", "c d")), rows -> {});
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
