package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.mybatis.internal.SqlFailure;
import io.github.reelstore.testservers.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Concurrent stores on one schema, each with its own connections, like separate processes. */
class PostgresContentionIT {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final ProfileId OTHER = new ProfileId("other");
    private static final ProjectId COUNTER = new ProjectId("counter");
    private static final PostgresServer SERVER = PostgresServer.embedded();

    /** Kills are rare enough that no transaction is hit in all of its five attempts. */
    private static final int ROUNDS_FOR_A_KILL = 8;

    private PostgresConfig config;
    private final List<Transactions> opened = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger rounds = new AtomicInteger();

    @BeforeEach
    void createDatabase() {
        config = PostgresConfig.of(SERVER.newDatabase()).withCredentials(SERVER.user(), SERVER.password());
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        opened.forEach(Transactions::close);
    }

    @Test
    void someKilledConnectionsNeitherLoseNorRepeatWrites() throws Exception {
        killedConnectionsNeitherLoseNorRepeatWrites(4, 2);
    }

    @Test
    @Tag("kill")
    void killedConnectionsNeitherLoseNorRepeatWrites() throws Exception {
        killedConnectionsNeitherLoseNorRepeatWrites(25, 6);
    }

    private void killedConnectionsNeitherLoseNorRepeatWrites(int roundsPerWorker, int minKilled) throws Exception {
        Transactions first = open(config);
        List<Transactions> stores = List.of(first, open(config), open(config));
        run(first, PROFILE, tx -> tx.projects().insert(project(PROFILE, COUNTER.value(), tx)));
        List<Callable<Boolean>> workers = new ArrayList<>();
        for (int worker = 0; worker < 10; worker++) {
            // eight through the first store, and one through each of the others
            Transactions store = stores.get(Math.max(0, worker - 7));
            String name = "w" + worker;
            workers.add(() -> {
                for (int round = 0; round < roundsPerWorker; round++) {
                    work(store, name + "-" + round);
                    rounds.incrementAndGet();
                }
                return true;
            });
        }

        int killed = whileKilling(() -> {
            for (Future<Boolean> done : threads.invokeAll(workers)) {
                assertThat(done.get(1, TimeUnit.MINUTES)).isTrue();
            }
        });

        assertThat(killed).as("killed connections").isGreaterThanOrEqualTo(minKilled);
        int kept = workers.size() * roundsPerWorker;
        VideoProject counter =
                first.readOnly(PROFILE, tx -> tx.projects().find(COUNTER).orElseThrow());
        assertThat(counter.durationMs()).contains((long) kept);
        assertThat(counter.version()).isEqualTo(1 + kept);
        assertThat(count("image_generations")).isEqualTo(kept);
        assertThat(count("video_projects")).isEqualTo(1);
        assertThat(count("blob_tombstones")).isEqualTo(kept);
    }

    /** Inserts a row that stays, inserts and deletes another, and increments the counter. */
    private static void work(Transactions store, String name) {
        run(store, PROFILE, tx -> {
            tx.images().insert(image(PROFILE, name, "kept/" + name, tx));
            tx.projects().insert(project(PROFILE, name, tx));
            tx.projects()
                    .update(
                            new ProjectId(name),
                            Patch.<VideoProject>empty().set(ProjectField.THUMB_PATH, new BlobKey("temporary/" + name)));
            count(tx);
        });
        run(store, PROFILE, tx -> tx.projects().delete(new ProjectId(name)));
        assertThat(store.<Boolean, RuntimeException>readOnly(
                        PROFILE, tx -> tx.images().find(new ImageId(name)).isPresent()))
                .isTrue();
    }

    private static void count(Tx tx) {
        VideoProject before = tx.projects().find(COUNTER).orElseThrow();
        tx.projects()
                .update(
                        COUNTER,
                        before.version(),
                        Patch.<VideoProject>empty()
                                .set(
                                        ProjectField.DURATION_MS,
                                        before.durationMs().orElse(0L) + 1));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /**
     * Kills a random connection of the database every {@link #ROUNDS_FOR_A_KILL} rounds; returns the number of kills.
     */
    private int whileKilling(Work work) throws Exception {
        AtomicInteger killed = new AtomicInteger();
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
        try (Connection connection = SERVER.connect();
                Statement kill = connection.createStatement()) {
            Runnable killOne = () -> {
                if (rounds.get() < (killed.get() + 1) * ROUNDS_FOR_A_KILL) {
                    return;
                }
                try (var ended = kill.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = '" + databaseName() + "' ORDER BY random() LIMIT 1")) {
                    killed.addAndGet(ended.next() ? 1 : 0);
                } catch (SQLException e) {
                    throw new IllegalStateException("cannot kill", e);
                }
            };
            Future<?> killing = killer.scheduleWithFixedDelay(killOne, 0, 10, TimeUnit.MILLISECONDS);
            work.run();
            killing.cancel(false);
        } finally {
            killer.shutdownNow();
            assertThat(killer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        return killed.get();
    }

    private String databaseName() {
        return config.url().substring(config.url().lastIndexOf('/') + 1);
    }

    @Test
    void allConnectionsMayBreakAtOnce() throws Exception {
        Transactions store = open(config);
        CountDownLatch inside = new CountDownLatch(config.connections());
        List<Callable<Boolean>> readers = new ArrayList<>();
        for (int i = 0; i < config.connections(); i++) {
            readers.add(() -> store.readOnly(PROFILE, tx -> {
                inside.countDown();
                return await(inside);
            }));
        }
        for (Future<Boolean> done : threads.invokeAll(readers)) {
            assertThat(done.get()).isTrue();
        }

        SERVER.query("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '"
                + databaseName() + "'");

        run(store, PROFILE, tx -> tx.projects().insert(project(PROFILE, "one", tx)));
        assertThat(count("video_projects")).isOne();
    }

    @Test
    void waitingWritersBlockNeitherReadersNorOtherProfiles() throws Exception {
        Transactions store = open(limited(4, Duration.ofSeconds(5)));
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Future<?> writer = threads.submit(() -> run(store, PROFILE, tx -> {
            writing.countDown();
            await(done);
        }));
        await(writing);
        Future<?> next = threads.submit(() -> run(store, PROFILE, Tx::now));

        run(store, OTHER, tx -> tx.projects().insert(project(OTHER, "theirs", tx)));
        assertThat(store.<Optional<VideoProject>, RuntimeException>readOnly(
                        PROFILE, tx -> tx.projects().find(COUNTER)))
                .isEmpty();
        assertThat(next).isNotDone();

        done.countDown();
        writer.get(1, TimeUnit.MINUTES);
        next.get(1, TimeUnit.MINUTES);
    }

    @Test
    void readersGetAConnectionWhileManyProfilesWrite() throws Exception {
        Transactions store = open(limited(4, Duration.ofSeconds(20)));
        CountDownLatch writing = new CountDownLatch(3);
        CountDownLatch done = new CountDownLatch(1);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ProfileId profile = new ProfileId("p" + i);
            writers.add(threads.submit(() -> run(store, profile, tx -> {
                writing.countDown();
                await(done);
            })));
        }
        await(writing);

        assertThat(store.<Optional<VideoProject>, RuntimeException>readOnly(
                        PROFILE, tx -> tx.projects().find(COUNTER)))
                .isEmpty();
        assertThat(writers).noneMatch(Future::isDone);

        done.countDown();
        for (Future<?> writer : writers) {
            writer.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void waitingWritersDoNotUseUpTheConnections() throws Exception {
        Transactions store = open(config);
        CountDownLatch done = new CountDownLatch(1);
        List<Thread> waiting = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            writers.add(threads.submit(() -> {
                waiting.add(Thread.currentThread());
                run(store, PROFILE, tx -> await(done));
            }));
        }
        awaitThat(() -> waiting.size() == 24
                && waiting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));

        run(store, OTHER, tx -> tx.projects().insert(project(OTHER, "theirs", tx)));
        assertThat(store.<Optional<VideoProject>, RuntimeException>readOnly(
                        OTHER, tx -> tx.projects().find(new ProjectId("theirs"))))
                .isPresent();
        assertThat(sessionsInTransactions()).as("only the active writer").isEqualTo("1");
        assertThat(writers).noneMatch(Future::isDone);

        done.countDown();
        for (Future<?> writer : writers) {
            writer.get(1, TimeUnit.MINUTES);
        }
    }

    private String sessionsInTransactions() {
        return SERVER.query("SELECT count(*) FROM pg_stat_activity WHERE xact_start IS NOT NULL AND datname = '"
                + databaseName() + "'");
    }

    /** Whether the writers succeeded or timed out. */
    @Test
    void lockOfAProfileIsRemovedWithItsLastWriter() throws Exception {
        ProfileWriteLocks locks = new ProfileWriteLocks();
        locks.enter(PROFILE, Duration.ofSeconds(5));
        assertThatThrownBy(() -> locks.enter(PROFILE, Duration.ofMillis(1)))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(PostgresFailures.classify(e)).isEqualTo(SqlFailure.BUSY));
        assertThat(locks.size()).isOne();

        locks.leave(PROFILE);

        assertThat(locks.size()).isZero();
    }

    @Test
    void interruptedWaitIsReported() throws Exception {
        Transactions store = open(config);
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Future<?> writer = threads.submit(() -> run(store, PROFILE, tx -> {
            writing.countDown();
            await(done);
        }));
        await(writing);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(store, PROFILE, Tx::now))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("was interrupted");
        assertThat(Thread.interrupted()).isTrue();

        done.countDown();
        writer.get(1, TimeUnit.MINUTES);
    }

    @Test
    void waitForTheLockMayExceedTheStatementTimeout() throws Exception {
        Transactions holder = open(config);
        Transactions store = open(new PostgresConfig(
                config.url(),
                config.user(),
                config.password(),
                config.schema(),
                2,
                Duration.ofSeconds(5),
                Duration.ofMillis(500)));
        CountDownLatch writing = new CountDownLatch(1);
        Future<?> holding = threads.submit(() -> run(holder, PROFILE, tx -> {
            writing.countDown();
            awaitBlocked();
            SERVER.query("SELECT pg_sleep(1)");
        }));
        await(writing);

        run(store, PROFILE, tx -> tx.projects().insert(project(PROFILE, "one", tx)));

        holding.get(1, TimeUnit.MINUTES);
        assertThat(count("video_projects")).isOne();
    }

    @Test
    void longLockOfAnotherProcessIsReportedAsBusyAndLosesNothing() throws Exception {
        Transactions store = open(limited(2, Duration.ofMillis(50)));
        Transactions holder = open(config);
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Future<?> holding = threads.submit(() -> run(holder, PROFILE, tx -> {
            writing.countDown();
            await(done);
        }));
        await(writing);

        assertThatThrownBy(() -> run(store, PROFILE, tx -> tx.projects().insert(project(PROFILE, "one", tx))))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("busy")
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isTrue());

        done.countDown();
        holding.get(1, TimeUnit.MINUTES);
        run(store, PROFILE, tx -> tx.projects().insert(project(PROFILE, "one", tx)));
        assertThat(count("video_projects")).isOne();
    }

    /** The second profile claims the key before the first has committed its claim. */
    @Test
    void twoProfilesCannotClaimOneKeyConcurrently() throws Exception {
        Transactions one = open(config);
        Transactions two = open(config);
        CountDownLatch claimed = new CountDownLatch(1);
        Future<?> first = threads.submit(() -> run(one, PROFILE, tx -> {
            tx.images().insert(image(PROFILE, "mine", "images/same.png", tx));
            claimed.countDown();
            awaitBlocked();
        }));
        await(claimed);

        assertThatThrownBy(() -> run(two, OTHER, tx -> {
                    tx.images().insert(image(OTHER, "theirs", "images/same.png", tx));
                }))
                .isInstanceOf(StorageException.Integrity.class)
                .hasMessageContaining("belongs to another profile");

        first.get(1, TimeUnit.MINUTES);
        assertThat(count("image_generations")).isOne();
        assertThat(count("blob_tombstones")).isZero();
    }

    @Test
    void rejectedClaimLeavesNoTombstone() throws Exception {
        Transactions store = open(config);
        run(store, PROFILE, tx -> tx.images().insert(image(PROFILE, "mine", "images/same.png", tx)));

        run(
                store,
                OTHER,
                tx -> assertThatThrownBy(() -> tx.images().insert(image(OTHER, "theirs", "images/same.png", tx)))
                        .isInstanceOf(StorageException.Integrity.class));

        assertThat(count("blob_tombstones")).isZero();
    }

    /** Like the worker of a queue next to the store. */
    @Test
    void rowsCanBeClaimedWithSkipLockedWhileTheStoreWrites() throws Exception {
        Transactions store = open(config);
        for (String id : List.of("a", "b", "c")) {
            run(store, PROFILE, tx -> tx.projects().insert(project(PROFILE, id, tx)));
        }
        run(store, PROFILE, tx -> {
            tx.projects().update(new ProjectId("a"), Patch.<VideoProject>empty().set(ProjectField.DURATION_MS, 1L));
            try (Connection one = new PostgresDataSource(config).connect();
                    Connection two = new PostgresDataSource(config).connect()) {
                assertThat(List.of(claimed(one), claimed(two))).containsExactly("b", "c");
            } catch (SQLException e) {
                throw new AssertionError("cannot claim", e);
            }
        });
    }

    /** Claims a row in a transaction that stays open. */
    private static String claimed(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM reelstore.video_projects WHERE profile_id = 'p'"
                        + " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Waits until a session of the database waits for a lock. */
    private void awaitBlocked() {
        awaitThat(() -> !SERVER.query(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '"
                                + databaseName() + "'")
                .equals("0"));
    }

    private static void awaitThat(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private PostgresConfig limited(int connections, Duration lockTimeout) {
        return new PostgresConfig(
                config.url(),
                config.user(),
                config.password(),
                config.schema(),
                connections,
                lockTimeout,
                config.statementTimeout());
    }

    private Transactions open(PostgresConfig how) {
        Transactions store = PostgresTransactions.open(how, Clock.systemUTC());
        opened.add(store);
        return store;
    }

    @FunctionalInterface
    private interface Changes {
        void make(Tx tx);
    }

    private static void run(Transactions store, ProfileId profile, Changes changes) {
        store.inTransaction(profile, tx -> {
            changes.make(tx);
            return true;
        });
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private int count(String table) throws SQLException {
        try (Connection connection = new PostgresDataSource(config).connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM reelstore." + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static VideoProject project(ProfileId profile, String id, Tx tx) {
        return VideoProject.builder()
                .id(new ProjectId(id))
                .profileId(profile)
                .title("A title")
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
    }

    private static ImageGeneration image(ProfileId profile, String id, String key, Tx tx) {
        return ImageGeneration.builder()
                .id(new ImageId(id))
                .profileId(profile)
                .provider("imagen")
                .filePath(new BlobKey(key))
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .build();
    }
}
