package io.github.reelstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testtools.RecordedLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several stores on one file, each with its own connections, like separate processes. */
class SqliteContentionIT {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final ProjectId PROJECT = new ProjectId("counter");

    @TempDir
    Path folder;

    @Test
    void threeStoresWithFourThreadsEachLoseNoChange() throws Exception {
        int stores = 3;
        int threads = 4;
        int rounds = 15;
        long changes = (long) stores * threads * rounds;
        List<Transactions> opened = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(stores * threads);
        try {
            for (int i = 0; i < stores; i++) {
                opened.add(open(SqliteConfig.DEFAULT_BUSY_TIMEOUT));
            }
            makeCounter(opened.get(0));
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < stores * threads; i++) {
                Transactions store = opened.get(i % stores);
                work.add(() -> {
                    for (int round = 0; round < rounds; round++) {
                        count(store);
                    }
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
            VideoProject counter = opened.get(0)
                    .readOnly(PROFILE, tx -> tx.projects().find(PROJECT).orElseThrow());
            assertThat(counter.durationMs()).contains(changes);
            assertThat(counter.version()).isEqualTo(1 + changes);
        } finally {
            pool.shutdownNow();
            opened.forEach(Transactions::close);
        }
    }

    @Test
    void longLockOfAnotherProgramFailsTheCallAndLosesNothing() throws Exception {
        try (Transactions store = open(Duration.ofMillis(20))) {
            makeCounter(store);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                    Statement statement = other.createStatement();
                    RecordedLog log = new RecordedLog()) {
                statement.execute("BEGIN IMMEDIATE");

                assertThatThrownBy(() -> count(store))
                        .isInstanceOf(StorageException.Unavailable.class)
                        .hasMessageContaining("busy")
                        .satisfies(e ->
                                assertThat(((StorageException) e).isRetryable()).isTrue());
                assertThat(log.lines())
                        .hasSize(4)
                        .containsOnly(
                                "FINE Running a transaction of profile \"p\" again: The database is busy; try again"
                                        + " in a moment.");
                assertThat(store.<Long, RuntimeException>readOnly(
                                PROFILE,
                                tx -> tx.projects().find(PROJECT).orElseThrow().version()))
                        .as("reads are still possible")
                        .isEqualTo(1);
                statement.execute("ROLLBACK");
            }
            count(store);
            assertThat(store.<Long, RuntimeException>readOnly(
                            PROFILE,
                            tx -> tx.projects().find(PROJECT).orElseThrow().version()))
                    .isEqualTo(2);
        }
    }

    private Path file() {
        return folder.resolve("reelstore.db");
    }

    private Transactions open(Duration busyTimeout) {
        return SqliteTransactions.open(new SqliteConfig(file(), busyTimeout, 2), Clock.systemUTC());
    }

    private static void makeCounter(Transactions store) {
        store.inTransaction(PROFILE, tx -> {
            tx.projects()
                    .insert(VideoProject.builder()
                            .id(PROJECT)
                            .profileId(PROFILE)
                            .title("Counter")
                            .durationMs(0L)
                            .createdAt(tx.now())
                            .updatedAt(tx.now())
                            .build());
            return true;
        });
    }

    private static void count(Transactions store) {
        store.inTransaction(PROFILE, tx -> {
            long before = tx.projects().find(PROJECT).orElseThrow().durationMs().orElseThrow();
            return tx.projects().update(PROJECT, Patch.<VideoProject>empty().set(ProjectField.DURATION_MS, before + 1));
        });
    }
}
