package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.backup.LimitedBackup;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CopyLimits;
import io.github.reelstore.sqlite.internal.connection.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups of a file that another program keeps writing to. Most tests write in the copy's progress callback, on another
 * connection, so that a write happens between any two steps.
 */
class BusyBackupIT {

    private static final int RESTARTS = 7;
    private static final CopyLimits SHORT = new CopyLimits(10, RESTARTS, Duration.ZERO);

    @TempDir
    Path folder;

    private LegacyDatabase legacy;

    @BeforeEach
    void make() throws SQLException {
        legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        try (Connection app = legacy.connect()) {
            Sql.execute(app, "PRAGMA journal_mode = DELETE");
            Sql.execute(app, "CREATE TABLE ballast AS SELECT randomblob(4000) AS bytes FROM veo3_video_generations");
            Sql.execute(app, "CREATE TABLE ticks (n INTEGER)");
        }
    }

    private SqliteConfig config() {
        return SqliteConfig.of(legacy.file());
    }

    private Adoption adoption(CopyLimits copy) {
        return Adoption.of(config(), new Adoption.Limits(Long.MAX_VALUE, Long.MAX_VALUE, copy));
    }

    private Connection app() throws SQLException {
        Connection app = DriverManager.getConnection("jdbc:sqlite:" + legacy.file());
        Sql.execute(app, "PRAGMA busy_timeout = 1000");
        return app;
    }

    private static void tick(Connection app) {
        try {
            Sql.execute(app, "INSERT INTO ticks VALUES (1)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertCancelled(StorageException failure) {
        assertThat(failure)
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContainingAll(
                        "app.db", "was written to ", " times while it was being copied", "nothing was changed")
                .hasMessageContaining("close the program that writes to");
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void backupThatKeepsRestartingIsCancelledAndLeavesNoFiles() throws Exception {
        adoption(CopyLimits.DEFAULT).adopt(Optional.of(folder.resolve("first.db")), (phase, done, total) -> {});
        List<String> before = names(folder);
        try (Connection app = app()) {
            assertThatThrownBy(
                            () -> LimitedBackup.of(config(), SHORT).to(folder.resolve("b"), (done, total) -> tick(app)))
                    .isInstanceOfSatisfying(StorageException.class, BusyBackupIT::assertCancelled);

            assertThat(names(folder.resolve("b"))).isEmpty();
            Files.delete(folder.resolve("b"));
            assertThat(names(folder)).isEqualTo(before);
            // the copy has left no lock that blocks the writer
            tick(app);
        }
        assertThat(LimitedBackup.of(config(), SHORT)
                        .to(folder.resolve("b"), (done, total) -> {})
                        .database())
                .exists();
    }

    @Test
    void adoptionWithACancelledBackupChangesNothing() throws Exception {
        List<String> before = names(folder);
        try (Connection app = app()) {
            byte[][] last = new byte[1][];
            assertThatThrownBy(() -> adoption(SHORT).adopt(Optional.empty(), (phase, done, total) -> {
                        assertThat(phase).isEqualTo(AdoptionProgress.Phase.BACKUP);
                        tick(app);
                        last[0] = bytes();
                    }))
                    .isInstanceOfSatisfying(StorageException.class, BusyBackupIT::assertCancelled);

            assertThat(legacy.file()).hasBinaryContent(last[0]);
            assertThat(names(folder)).isEqualTo(before);
            assertThat(Adoption.isAdopted(config())).isFalse();
            tick(app);
        }
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(legacy.file());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fewer writes than the allowed restarts. */
    @Test
    void fewWritesDoNotCancelTheBackup() throws Exception {
        int[] ticks = new int[1];
        try (Connection app = app()) {
            Path saved = adoption(SHORT)
                    .adopt(Optional.empty(), (phase, done, total) -> {
                        if (phase == AdoptionProgress.Phase.BACKUP && ticks[0] < RESTARTS) {
                            ticks[0]++;
                            tick(app);
                        }
                    })
                    .backup()
                    .orElseThrow();
            try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + saved)) {
                assertThat(Sql.number(copy, "SELECT count(*) FROM ticks")).isEqualTo(RESTARTS);
            }
        }
    }

    /** More writes than the allowed restarts, but within the minimum time. */
    @Test
    void burstOfWritesDoesNotCancelTheBackup() throws Exception {
        CopyLimits patient = new CopyLimits(10, RESTARTS, Duration.ofHours(1));
        int[] ticks = new int[1];
        try (Connection app = app()) {
            assertThat(adoption(patient)
                            .adopt(Optional.empty(), (phase, done, total) -> {
                                if (phase == AdoptionProgress.Phase.BACKUP && ticks[0] < 10 * RESTARTS) {
                                    ticks[0]++;
                                    tick(app);
                                }
                            })
                            .backup())
                    .isPresent();
        }
    }

    /** In WAL mode the copy is a snapshot, and writes do not restart it. */
    @Test
    void backupInWalModeEndsDespiteAWriter() throws Exception {
        try (Connection app = app()) {
            Sql.execute(app, "PRAGMA journal_mode = WAL");
            Path saved = adoption(SHORT)
                    .adopt(Optional.empty(), (phase, done, total) -> {
                        if (phase == AdoptionProgress.Phase.BACKUP) {
                            tick(app);
                        }
                    })
                    .backup()
                    .orElseThrow();
            try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + saved)) {
                assertThat(Sql.number(copy, "SELECT count(*) FROM ticks")).isZero();
            }
        }
    }

    /** The app's busy timeout is one second. It is blocked neither between two steps nor when the copy is cancelled. */
    @Test
    void backupNeverBlocksAWriter() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Semaphore wanted = new Semaphore(0);
        Semaphore written = new Semaphore(0);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection app = app()) {
            Future<Boolean> writer = thread.submit(() -> {
                while (!ended.get()) {
                    wanted.acquire();
                    try {
                        tick(app);
                    } finally {
                        written.release();
                    }
                }
                return true;
            });
            assertThatThrownBy(() -> adoption(SHORT).adopt(Optional.empty(), (phase, done, total) -> {
                        wanted.release();
                        if (!writer.isDone()) {
                            written.acquireUninterruptibly();
                        }
                    }))
                    .isInstanceOfSatisfying(StorageException.class, BusyBackupIT::assertCancelled);
            ended.set(true);
            wanted.release();
            assertThat(writer.get()).isTrue();
        } finally {
            thread.shutdownNow();
        }
        assertThat(Adoption.isAdopted(config())).isFalse();
    }
}
