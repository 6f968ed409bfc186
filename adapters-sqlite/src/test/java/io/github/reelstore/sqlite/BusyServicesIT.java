package io.github.reelstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testkit.fault.PortTracer;
import io.github.reelstore.testtools.FaultCount;
import io.github.reelstore.testtools.LifecycleScenario;
import io.github.reelstore.testtools.Points;
import io.github.reelstore.testtools.StoreInvariants;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another program locks the file at the beginning of each transaction in turn, while pairs are stored, deleted,
 * undeleted and collected.
 */
class BusyServicesIT {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final String TRANSACTION = "before transaction";
    private static final long SHORT_LOCK_MS = 40;

    @TempDir
    Path folder;

    private final BlobStore blobs = new InMemoryBlobStore();
    private final SequentialIds ids = new SequentialIds(Clock.systemUTC());
    private final FaultCount count = new FaultCount("SQLite");
    private StoreInvariants whole = new StoreInvariants();
    private Connection other;
    private Connection observer;
    private int number;

    /** What a failed call must not change: the file's commit counter, and the files in the blob store. */
    private record State(long version, List<BlobKey> files) {}

    @BeforeEach
    void connect() throws SQLException {
        open(SqliteConfig.DEFAULT_BUSY_TIMEOUT).close();
        other = DriverManager.getConnection("jdbc:sqlite:" + file());
        observer = DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    @AfterEach
    void disconnect() throws SQLException {
        other.close();
        observer.close();
    }

    private Path file() {
        return folder.resolve("reelstore.db");
    }

    private Transactions open(Duration busyTimeout) {
        return SqliteTransactions.open(new SqliteConfig(file(), busyTimeout, 2), Clock.systemUTC());
    }

    @Test
    void callFailsAndWritesNothingIfTheLockOutlastsTheTimeout() {
        callFailsAndWritesNothing(Points.FEW);
    }

    @Test
    @Tag("fault")
    void eachCallFailsAndWritesNothingIfTheLockOutlastsTheTimeout() {
        callFailsAndWritesNothing(Points.ALL);
    }

    private void callFailsAndWritesNothing(Points points) {
        String kind = "locked for longer than the timeout";
        try (Transactions store = open(Duration.ofMillis(10))) {
            for (int ordinal : points.of(transactions(store))) {
                count.plan(kind);
                AtomicInteger failed = new AtomicInteger();
                State[] before = new State[1];
                run(
                        store,
                        ordinal,
                        () -> {
                            lock();
                            before[0] = state();
                        },
                        failure -> {
                            assertThat(failure).isInstanceOf(StorageException.Unavailable.class);
                            assertThat(failure.isRetryable()).isTrue();
                            assertThat(state()).isEqualTo(before[0]);
                            failed.incrementAndGet();
                            unlock();
                            count.injected(kind);
                        });
                assertThat(failed).as("calls that failed").hasValue(1);
                assertWhole(store);
            }
        }
        count.assertAllInjected();
    }

    @Test
    void callWaitsForALockThatIsReleasedInTime() throws Exception {
        callWaits(Points.FEW);
    }

    @Test
    @Tag("fault")
    void eachCallWaitsForALockThatIsReleasedInTime() throws Exception {
        callWaits(Points.ALL);
    }

    private void callWaits(Points points) throws Exception {
        String kind = "locked for less than the timeout";
        try (Transactions store = open(SqliteConfig.DEFAULT_BUSY_TIMEOUT)) {
            for (int ordinal : points.of(transactions(store))) {
                count.plan(kind);
                CompletableFuture<Boolean> unlocked = new CompletableFuture<>();
                run(
                        store,
                        ordinal,
                        () -> {
                            lock();
                            CompletableFuture.delayedExecutor(SHORT_LOCK_MS, TimeUnit.MILLISECONDS)
                                    .execute(() -> {
                                        unlock();
                                        unlocked.complete(true);
                                    });
                            count.injected(kind);
                        },
                        failure -> {
                            throw failure;
                        });
                assertThat(unlocked.get(1, TimeUnit.MINUTES)).isTrue();
                assertWhole(store);
            }
        }
        count.assertAllInjected();
    }

    /** The ordinals of the transactions of a scenario. */
    private List<Integer> transactions(Transactions store) {
        int transactions = run(store, 0, () -> {}, failure -> {});
        return IntStream.rangeClosed(1, transactions).boxed().toList();
    }

    /**
     * Runs a scenario.
     *
     * @param ordinal the number of the transaction before which the fault is injected; 0 for none
     * @return the number of its transactions
     */
    private int run(Transactions store, int ordinal, Runnable fault, Consumer<StorageException> failed) {
        AtomicInteger started = new AtomicInteger();
        boolean[] armed = new boolean[1];
        Transactions watched = PortTracer.watched(store, step -> {
            if (armed[0] && step.equals(TRANSACTION) && started.incrementAndGet() == ordinal) {
                fault.run();
            }
        });
        whole = new StoreInvariants();
        LifecycleScenario round = new LifecycleScenario(watched, blobs, ids, PROFILE, whole::confirm);
        round.prepare(++number);
        armed[0] = true;
        round.run(++number, failed);
        return started.get();
    }

    private void lock() {
        execute("BEGIN IMMEDIATE");
    }

    private void unlock() {
        execute("ROLLBACK");
    }

    private void execute(String sql) {
        try (Statement statement = other.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private State state() {
        try (Statement statement = observer.createStatement();
                ResultSet version = statement.executeQuery("PRAGMA data_version");
                Stream<BlobInfo> files = blobs.list(BlobPrefix.ALL)) {
            return new State(version.getLong(1), files.map(BlobInfo::key).toList());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertWhole(Transactions store) {
        whole.assertHold(store, blobs, PROFILE);
        new LifecycleScenario(store, blobs, ids, PROFILE, said -> {}).delete(whole.projects());
    }
}
