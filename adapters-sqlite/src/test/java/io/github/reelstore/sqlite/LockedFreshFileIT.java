package io.github.reelstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file without tables that another program keeps locked: the caller gets one exception, and nothing is logged. */
class LockedFreshFileIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"DELETE, IMMEDIATE", "DELETE, EXCLUSIVE", "WAL, IMMEDIATE"})
    void lockedFileIsReportedByOneException(String mode, String lock) throws Exception {
        SqliteConfig config = new SqliteConfig(folder.resolve("fresh.db"), Duration.ofMillis(200), 1);
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream before = System.err;
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + config.file());
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA journal_mode = " + mode);
            statement.execute("BEGIN " + lock);
            // slf4j-simple reads System.err each time it logs
            System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
            assertThatThrownBy(() -> SqliteTransactions.open(config, Clock.systemUTC()))
                    .isInstanceOf(StorageException.Unavailable.class)
                    .hasMessageContaining("locked by another program");
        } finally {
            System.setErr(before);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("ERROR", "WARN", "\tat ");

        SqliteTransactions.open(config, Clock.systemUTC()).close();
    }
}
