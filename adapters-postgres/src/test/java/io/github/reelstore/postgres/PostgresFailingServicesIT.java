package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testservers.CuttingProxy;
import io.github.reelstore.testservers.CuttingProxy.When;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.FaultCount;
import io.github.reelstore.testtools.LifecycleScenario;
import io.github.reelstore.testtools.Points;
import io.github.reelstore.testtools.StoreInvariants;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The connection breaks at each statement in turn while pairs are stored, deleted, restored and collected: the store
 * stays consistent, and nothing is written twice.
 */
class PostgresFailingServicesIT {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final PostgresServer SERVER = PostgresServer.embedded();

    /** With the terminating NUL; otherwise it would also match "READ COMMITTED". */
    private static final String COMMIT = "COMMIT\0";

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(250);

    /** For connections that cannot query the outcome of a commit. */
    private static final Duration SHORT_TIMEOUT = Duration.ofMillis(300);

    private static final String ROWS = """
            WITH round AS (SELECT id FROM reelstore.video_projects WHERE title = ?)
            SELECT (SELECT count(*) FROM round)
                || ' ' || (SELECT count(*) FROM reelstore.veo3_video_generations JOIN round ON project_id = round.id)
                || ' ' || (SELECT count(*) FROM reelstore.image_generations JOIN round ON project_id = round.id)
                || ' ' || (SELECT count(*) FROM reelstore.audio_generations JOIN round ON project_id = round.id)
            """;

    /** An outage begins at every n-th statement, because a call that fails first uses all of its retries. */
    private static final int STATEMENTS_BETWEEN_OUTAGES = FaultCount.LONG ? 1 : 30;

    /** How the connection breaks. */
    private enum Fault {
        KILLED("session killed by the server") {
            @Override
            Optional<When> strike(int port, AtomicInteger killed) {
                killed.set(Integer.parseInt(SERVER.query(
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE client_port = " + port)));
                return Optional.empty();
            }
        },
        UNSENT("connection cut before the statement arrived") {
            @Override
            Optional<When> strike(int port, AtomicInteger killed) {
                return Optional.of(When.BEFORE_FORWARDING);
            }
        },
        UNANSWERED("connection cut before the response") {
            @Override
            Optional<When> strike(int port, AtomicInteger killed) {
                return Optional.of(When.AFTER_FORWARDING);
            }
        },
        /** Only used for commits: otherwise the server would keep the session and its locks. */
        UNNOTICED("connection cut unnoticed by the server") {
            @Override
            Optional<When> strike(int port, AtomicInteger killed) {
                return Optional.of(When.BEFORE_FORWARDING_UNNOTICED);
            }
        };

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        /**
         * Breaks the connection of that port, or returns what the proxy has to do.
         *
         * @param killed is set to the number of killed sessions
         */
        abstract Optional<When> strike(int port, AtomicInteger killed);
    }

    private final String database = SERVER.newDatabase();
    private final BlobStore blobs = new InMemoryBlobStore();
    private final SequentialIds ids = new SequentialIds(Clock.systemUTC());
    private StoreInvariants invariants = new StoreInvariants();
    private CuttingProxy proxy;
    private Transactions direct;
    private Connection observer;
    private int number;
    private int outages;
    private List<StorageException> failures = List.of();

    @BeforeEach
    void open() throws SQLException {
        int port = URI.create(database.substring("jdbc:".length())).getPort();
        proxy = CuttingProxy.to(port);
        direct = PostgresTransactions.open(config(port, PostgresConfig.DEFAULT_STATEMENT_TIMEOUT), Clock.systemUTC());
        observer = DriverManager.getConnection(database, SERVER.user(), SERVER.password());
    }

    @AfterEach
    void close() throws Exception {
        observer.close();
        direct.close();
        proxy.close();
    }

    private PostgresConfig config(int port, Duration timeout) {
        return new PostgresConfig(
                        // unencrypted and not prepared, because the proxy searches the text
                        database.replaceFirst(":\\d+/", ":" + port + "/") + "?sslmode=disable&prepareThreshold=0",
                        Optional.empty(),
                        Optional.empty(),
                        PostgresConfig.DEFAULT_SCHEMA,
                        2,
                        LOCK_TIMEOUT,
                        timeout)
                .withCredentials(SERVER.user(), SERVER.password());
    }

    private Transactions throughTheProxy(Duration timeout) {
        return PostgresTransactions.open(config(proxy.port(), timeout), Clock.systemUTC());
    }

    @Test
    void callsSucceedAndWriteOnceWhenTheConnectionBreaksOnce() throws SQLException {
        callsSucceedAndWriteOnce(Points.FEW);
    }

    @Test
    @Tag("fault")
    void callsSucceedAndWriteOnceWhenTheConnectionBreaksAtAnyStatement() throws SQLException {
        callsSucceedAndWriteOnce(Points.ALL);
    }

    private void callsSucceedAndWriteOnce(Points points) throws SQLException {
        FaultCount count = new FaultCount("Postgres");
        try (Transactions store = throughTheProxy(PostgresConfig.DEFAULT_STATEMENT_TIMEOUT)) {
            List<String> sent = faultlessRound(store);
            String rows = rowsOfTheRound();
            for (int ordinal : chosen(points, sent)) {
                for (Fault fault : faultsAt(ordinal, sent)) {
                    String kind = fault.text + (isCommit(ordinal, sent) ? ": COMMIT" : ": another statement");
                    count.plan(kind);
                    if (strike(store, ordinal, fault, Lasts.ONCE)) {
                        count.injected(kind);
                    }
                    assertThat(failures).as("%s, statement %s", kind, ordinal).isEmpty();
                    assertThat(rowsOfTheRound()).as("rows of the round").isEqualTo(rows);
                    assertWhole();
                }
            }
        }
        count.assertAllInjected();
    }

    /** The ordinals of commits that write, and of other statements. */
    private static List<Integer> chosen(Points points, List<String> sent) {
        Map<Boolean, List<Integer>> ordinals = IntStream.rangeClosed(1, sent.size())
                .boxed()
                .collect(Collectors.partitioningBy(ordinal -> isWritingCommit(ordinal, sent)));
        return ordinals.values().stream()
                .flatMap(each -> points.of(each).stream())
                .sorted()
                .toList();
    }

    /** One kind of fault in turn, to save time; all kinds at a commit, whose outcome is then unknown. */
    private static List<Fault> faultsAt(int ordinal, List<String> sent) {
        if (isWritingCommit(ordinal, sent)) {
            return List.of(Fault.values());
        }
        List<Fault> anywhere = List.of(Fault.KILLED, Fault.UNSENT, Fault.UNANSWERED);
        return FaultCount.LONG ? anywhere : List.of(anywhere.get(ordinal % anywhere.size()));
    }

    @Test
    void callFailsWithTheRightRetryabilityDuringAnOutage() throws SQLException {
        callFailsWithTheRightRetryability(Points.FEW);
    }

    @Test
    @Tag("fault")
    void callFailsWithTheRightRetryabilityDuringAnyOutage() throws SQLException {
        callFailsWithTheRightRetryability(Points.ALL);
    }

    private void callFailsWithTheRightRetryability(Points points) throws SQLException {
        FaultCount count = new FaultCount("Postgres, cut off for the rest of the call");
        try (Transactions store = throughTheProxy(SHORT_TIMEOUT)) {
            List<String> sent = faultlessRound(store);
            List<Integer> ordinals = IntStream.rangeClosed(1, sent.size())
                    .filter(ordinal -> isWritingCommit(ordinal, sent) || ordinal % STATEMENTS_BETWEEN_OUTAGES == 0)
                    .boxed()
                    .toList();
            for (int ordinal : points.of(ordinals)) {
                boolean outcomeIsUnknown = isWritingCommit(ordinal, sent);
                for (Fault fault : nextOutages()) {
                    String kind = fault.text + (outcomeIsUnknown ? ": COMMIT" : ": another statement");
                    count.plan(kind);
                    if (outage(store, ordinal, fault, outcomeIsUnknown)) {
                        count.injected(kind);
                    }
                    assertWhole();
                }
            }
        }
        count.assertAllInjected();
    }

    private List<Fault> nextOutages() {
        List<Fault> both = List.of(Fault.UNANSWERED, Fault.UNSENT);
        return FaultCount.LONG ? both : List.of(both.get(outages++ % both.size()));
    }

    private boolean outage(Transactions store, int ordinal, Fault fault, boolean outcomeIsUnknown) throws SQLException {
        List<StorageException> seen = new ArrayList<>();
        Transactions recovering = new RecoveringAfterFailure(store, failure -> {
            seen.add(failure);
            proxy.heal();
        });
        boolean struck = strike(recovering, ordinal, fault, Lasts.ON);
        assertThat(failures).as("calls that failed").hasSizeLessThanOrEqualTo(1);
        assertThat(seen).hasSize(1).allSatisfy(failure -> {
            assertThat(failure).isInstanceOf(StorageException.Unavailable.class);
            // a call that may have succeeded must not be retried blindly
            assertThat(failure.isRetryable()).isEqualTo(!outcomeIsUnknown);
        });
        assertThat(rowsOfTheRound()).as("projects, videos, images, audio").matches("[01] [0-2] [01] [0-2]");
        return struck;
    }

    /** Whether the connection breaks once, or no connection works from then on. */
    private enum Lasts {
        ONCE,
        ON
    }

    /** Runs a round with the fault; returns whether the fault occurred. */
    private boolean strike(Transactions store, int ordinal, Fault fault, Lasts lasts) {
        LifecycleScenario round = prepared(store);
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger killed = new AtomicInteger();
        int cuts = proxy.cuts();
        proxy.rule((text, port) -> {
            int now = sent.incrementAndGet();
            if (now == ordinal) {
                return fault.strike(port, killed);
            }
            return lasts == Lasts.ON && now > ordinal ? Optional.of(When.BEFORE_FORWARDING) : Optional.empty();
        });
        if (lasts == Lasts.ON) {
            proxy.refuse();
        }
        failures = round.run(number);
        proxy.heal();
        return fault == Fault.KILLED ? killed.get() == 1 : proxy.cuts() > cuts;
    }

    private LifecycleScenario prepared(Transactions store) {
        invariants = new StoreInvariants();
        LifecycleScenario round = new LifecycleScenario(store, blobs, ids, PROFILE, line -> invariants.confirm(line));
        round.prepare(++number);
        number++;
        return round;
    }

    /** The statements of a round on a warm connection. */
    private List<String> faultlessRound(Transactions store) {
        List<String> sent = new CopyOnWriteArrayList<>();
        for (int warm = 0; warm < 2; warm++) {
            LifecycleScenario round = prepared(store);
            sent.clear();
            proxy.rule((text, port) -> {
                sent.add(text);
                return Optional.empty();
            });
            assertThat(round.run(number)).isEmpty();
            proxy.heal();
        }
        assertThat(sent).anyMatch(text -> text.contains(COMMIT));
        return List.copyOf(sent);
    }

    private static boolean isCommit(int ordinal, List<String> sent) {
        return sent.get(ordinal - 1).contains(COMMIT);
    }

    private static boolean isWritingCommit(int ordinal, List<String> sent) {
        String begin = sent.subList(0, ordinal).stream()
                .filter(text -> text.contains("SET TRANSACTION"))
                .reduce("", (earlier, later) -> later);
        return isCommit(ordinal, sent) && begin.contains("READ COMMITTED");
    }

    private String rowsOfTheRound() throws SQLException {
        try (PreparedStatement query = observer.prepareStatement(ROWS)) {
            query.setString(1, "Round " + number);
            try (ResultSet counts = query.executeQuery()) {
                counts.next();
                return counts.getString(1);
            }
        }
    }

    private void assertWhole() {
        invariants.assertHold(direct, blobs, PROFILE);
        new LifecycleScenario(direct, blobs, ids, PROFILE, line -> {}).delete(invariants.projects());
    }

    /**
     * Ends the outage after the first failure, so that only one call fails.
     *
     * @param failed receives the exception
     */
    private record RecoveringAfterFailure(Transactions store, Consumer<StorageException> failed)
            implements Transactions {

        @Override
        public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
            try {
                return store.inTransaction(profile, work);
            } catch (StorageException e) {
                failed.accept(e);
                throw e;
            }
        }

        @Override
        public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
            try {
                return store.readOnly(profile, work);
            } catch (StorageException e) {
                failed.accept(e);
                throw e;
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
