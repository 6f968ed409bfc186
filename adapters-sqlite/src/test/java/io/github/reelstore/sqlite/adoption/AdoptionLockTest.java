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

/** How long another program has to wait for a write while its file is adopted. */
class AdoptionLockTest {

    /** What a file of a few clips has beside them. */
    private static final int NEIGHBOURS = 100;

    private static final long POLL_MS = 5;

    /** The app gives up after a second; the aim is 0.5 s, which a machine that does much else besides may miss. */
    private static final double MOST_SECONDS = 1;

    /** As an app that asks a provider every two seconds how far its clips have come. */
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(2);

    private static final double MOST_SECONDS_ON_AN_IDLE_MACHINE = 0.5;

    @TempDir
    Path folder;

    /** The largest file that is adopted in one transaction, and one that is too large for it. */
    @ParameterizedTest
    @CsvSource({"-200, 600", "200, 600"})
    void isShortOnBothSidesOfTheLimit(int over, int responseLength) throws Exception {
        int rows = (int) Adoption.DEFAULT_LIMITS.rows() - NEIGHBOURS + over;
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35)
                .rows(rows - LegacyDatabase.CLIPS, responseLength);
        assertThat(Files.size(legacy.file()))
                .isBetween(
                        Adoption.DEFAULT_LIMITS.bytes() * 3 / 4,
                        Adoption.DEFAULT_LIMITS.bytes() * (over < 0 ? 2 : 3) / 2);

        assertThat(longestWait(legacy, rows, Duration.ZERO)).isLessThan(MOST_SECONDS);
    }

    /** {@code mvn test -pl adapters-sqlite -am -Dtest=AdoptionLockTest -Dreelstore.test.lock.rows=200000}, on a machine that does nothing else. */
    @Test
    @EnabledIfSystemProperty(named = "reelstore.test.lock.rows", matches = "\\d+")
    void isMeasuredOnALargeFile() throws Exception {
        int rows = Integer.getInteger("reelstore.test.lock.rows");
        LegacyDatabase legacy =
                LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35).rows(rows, 3_000);

        assertThat(longestWait(legacy, rows, BETWEEN_WRITES)).isLessThan(MOST_SECONDS_ON_AN_IDLE_MACHINE);
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
                    "%d clips, %d MB: a writer waited for %.3f s at most, in %.1f s%n",
                    rows, Files.size(legacy.file()) >> 20, seconds, (System.nanoTime() - begun) / 1e9);
            return seconds;
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
    }

    /** Takes the lock again and again, writes now and then, and tells how long it had to wait for it at most. */
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
            if (e.getResultCode() == SQLiteErrorCode.SQLITE_BUSY
                    || e.getResultCode() == SQLiteErrorCode.SQLITE_LOCKED) {
                return false;
            }
            throw e;
        }
    }
}
