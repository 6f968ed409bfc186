package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testservers.CuttingProxy;
import io.github.reelstore.testservers.CuttingProxy.When;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.RecordedLog;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The network fails during a commit. */
@ParameterizedClass
@ValueSource(ints = {1, 2})
@Tag("fault")
class PostgresLostCommitIT {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final PostgresServer SERVER = PostgresServer.embedded();

    /** The server trusts its users, so any password will do. */
    private static final String PASSWORD = "hunter2";

    /** With the terminating NUL; otherwise it would also match "READ COMMITTED". */
    private static final String COMMIT = "COMMIT\0";

    private CuttingProxy proxy;

    @Parameter
    int connections;

    private Transactions store;
    private final AtomicInteger runs = new AtomicInteger();
    private final RecordedLog log = new RecordedLog();

    @BeforeEach
    void openThroughTheProxy() {
        String database = SERVER.newDatabase();
        int port = URI.create(database.substring("jdbc:".length())).getPort();
        proxy = CuttingProxy.to(port);
        PostgresConfig config = new PostgresConfig(
                        // unencrypted, because the proxy searches the text
                        database.replace(":" + port + "/", ":" + proxy.port() + "/") + "?sslmode=disable",
                        Optional.empty(),
                        Optional.empty(),
                        PostgresConfig.DEFAULT_SCHEMA,
                        connections,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2))
                .withCredentials(SERVER.user(), PASSWORD);
        store = PostgresTransactions.open(config, Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        store.close();
        proxy.close();
    }

    @Test
    void commitWithALostResponseSucceeds() {
        proxy.cut(When.AFTER_FORWARDING, COMMIT);

        write("one");

        assertThat(proxy.cuts()).isOne();
        assertThat(runs).as("the work was not run again").hasValue(1);
        assertThat(rows()).isOne();
        assertLogged("INFO The connection was lost during the commit of transaction ", "the server has committed it.");
    }

    @Test
    void commitThatDidNotReachTheServerIsRetried() {
        proxy.cut(When.BEFORE_FORWARDING, COMMIT);

        write("one");

        assertThat(proxy.cuts()).isOne();
        assertThat(runs).hasValue(2);
        assertThat(rows()).isOne();
        assertLogged(
                "INFO The connection was lost during the commit of transaction ", "the server has rolled it back.");
        assertLogged("FINE Running a transaction of profile \"p\" again: The database cannot", "");
    }

    @Test
    void commitLostUnnoticedByTheServerIsRetried() {
        proxy.cut(When.BEFORE_FORWARDING_UNNOTICED, COMMIT);

        write("one");

        assertThat(proxy.cuts()).isOne();
        assertThat(runs).hasValue(2);
        assertThat(rows()).isOne();
    }

    @Test
    void statementThatDidNotReachTheServerIsRetried() {
        proxy.cut(When.BEFORE_FORWARDING, "INSERT INTO video_projects");

        write("one");

        assertThat(proxy.cuts()).isOne();
        assertThat(runs).hasValue(2);
        assertThat(rows()).isOne();
    }

    @Test
    void transactionThatBreaksAtItsBeginUsesAnotherConnection() {
        proxy.cut(When.AFTER_FORWARDING, "pg_advisory_xact_lock");

        write("one");

        assertThat(proxy.cuts()).isOne();
        assertThat(runs).hasValue(1);
        assertThat(rows()).isOne();
        assertLogged("INFO A connection to the database was lost while it was not in use; it is replaced.", "");
    }

    @Test
    void outcomeIsUnknownIfTheServerCannotBeReached() {
        assertThatThrownBy(() -> store.inTransaction(PROFILE, tx -> {
                    proxy.refuse();
                    proxy.cut(When.AFTER_FORWARDING, COMMIT);
                    tx.projects().insert(row("one"));
                    return runs.incrementAndGet();
                }))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("check whether they are there")
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isFalse());
        assertThat(runs).hasValue(1);
        assertLogged(
                "WARNING The connection was lost during the commit of transaction ",
                "it is unknown whether its changes were committed.");
    }

    /** One line of the log, and no password in any. */
    private void assertLogged(String start, String end) {
        assertThat(log.lines())
                .noneMatch(line -> line.contains(PASSWORD))
                .filteredOn(line -> line.startsWith(start))
                .singleElement()
                .asString()
                .endsWith(end);
    }

    private void write(String id) {
        store.inTransaction(PROFILE, tx -> {
            runs.incrementAndGet();
            tx.projects().insert(row(id));
            return id;
        });
    }

    private static VideoProject row(String id) {
        return VideoProject.builder()
                .id(new ProjectId(id))
                .profileId(PROFILE)
                .title("A title")
                .createdAt(Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS))
                .updatedAt(Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS))
                .build();
    }

    private int rows() {
        return store.readOnly(
                PROFILE,
                tx -> tx.projects()
                        .list(ProjectFilter.ALL, PageRequest.first(10))
                        .items()
                        .size());
    }
}
