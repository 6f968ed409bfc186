package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Measures how long another program waits for a write while its file is being adopted, on an idle machine: {@code mvn
 * test -pl adapters-sqlite -am -Dtest=AdoptionLockTest -Dreelstore.test.lock.rows=200000}. On a busy machine the times
 * say nothing about adoption.
 */
@EnabledIfSystemProperty(named = "reelstore.test.lock.rows", matches = "\\d+")
class AdoptionLockTest {

    /** The rows of the other tables in a file with a few videos. */
    private static final int OTHER_ROWS = 100;

    private static final long POLL_MS = 5;

    /** The app's busy timeout is one second. */
    private static final double MAX_SECONDS = 0.5;

    /** As an app that polls a provider every two seconds for the state of its videos. */
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    /** The largest file that is adopted in one transaction, and the smallest one that is not. */
    @ParameterizedTest
    @CsvSource({"-200, 600", "200, 600"})
    void waitIsShortBelowAndAboveTheLimit(int over, int responseLength) throws Exception {
        int rows = (int) Adoption.DEFAULT_LIMITS.rows() - OTHER_ROWS + over;
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35)
                .rows(rows - LegacyDatabase.VIDEOS, responseLength);
        assertThat(Files.size(legacy.file()))
                .isBetween(
                        Adoption.DEFAULT_LIMITS.bytes() * 3 / 4,
                        Adoption.DEFAULT_LIMITS.bytes() * (over < 0 ? 2 : 3) / 2);

        assertThat(longestWait(legacy, rows, Duration.ZERO)).isLessThan(MAX_SECONDS);
    }

    @Test
    void waitIsShortOnALargeFile() throws Exception {
        int rows = Integer.getInteger("reelstore.test.lock.rows");
        LegacyDatabase legacy =
                LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35).rows(rows, 3_000);

        assertThat(longestWait(legacy, rows, BETWEEN_WRITES)).isLessThan(MAX_SECONDS);
    }

    private static double longestWait(LegacyDatabase legacy, int rows, Duration pause) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        long begun = System.nanoTime();
        try {
            Future<Long> writer = pool.submit(writer(legacy.file(), pause, over));
            Adoption.of(SqliteConfig.of(legacy.file())).adopt(Optional.empty(), (phase, done, total) -> {});
            over.set(true);
            double seconds = writer.get() / 1e9;
            System.out.printf(
                    "%d videos, %d MB: a writer waited for at most %.3f s; the adoption took %.1f s%n",
                    rows, Files.size(legacy.file()) >> 20, seconds, (System.nanoTime() - begun) / 1e9);
            return seconds;
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
    }

    /** Takes the lock repeatedly, writes from time to time, and returns the longest wait in nanoseconds. */
    private static Callable<Long> writer(Path file, Duration pause, AtomicBoolean over) {
        return () -> {
            long longest = 0;
            long written = System.nanoTime();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 0");
                while (!over.get()) {
                    long begun = System.nanoTime();
                    while (!locked(statement)) {
                        Thread.sleep(POLL_MS);
                    }
                    longest = Math.max(longest, System.nanoTime() - begun);
                    if (begun - written >= pause.toNanos()) {
                        statement.execute("UPDATE profiles SET credit_remaining = credit_remaining + 1");
                        written = begun;
                    }
                    statement.execute("COMMIT");
                    Thread.sleep(POLL_MS);
                }
            }
            return longest;
        };
    }

    private static boolean locked(Statement statement) throws SQLException {
        try {
            statement.execute("BEGIN IMMEDIATE");
            return true;
        } catch (SQLiteException e) {
            // with an extended code, such as SQLITE_BUSY_SNAPSHOT
            if ((e.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code) {
                return false;
            }
            throw e;
        }
    }
}
