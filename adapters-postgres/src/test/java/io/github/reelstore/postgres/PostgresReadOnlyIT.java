package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.PortWorkload;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresReadOnlyIT {

    private static final ProjectId ID = new ProjectId("one");

    private final PostgresServer server = PostgresServer.embedded();
    private final PostgresConfig config =
            PostgresConfig.of(server.newDatabase()).withCredentials(server.user(), server.password());

    private void createStore() {
        try (Transactions store = PostgresTransactions.open(config, Clock.systemUTC())) {
            write(store);
        }
    }

    private static void write(Transactions store) {
        store.<Boolean, RuntimeException>inTransaction(PortWorkload.PROFILE, tx -> {
            tx.projects()
                    .insert(VideoProject.builder()
                            .id(ID)
                            .profileId(PortWorkload.PROFILE)
                            .title("A title")
                            .createdAt(tx.now())
                            .updatedAt(tx.now())
                            .build());
            return true;
        });
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(config.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A replica refuses writes in the same way: transaction_read_only is on, and no transaction can change that. */
    @Test
    void aReadOnlyServerIsRead() throws SQLException {
        createStore();
        String database = config.url().replaceFirst(".*/([^/?]+).*", "$1");
        execute("ALTER DATABASE " + database + " SET default_transaction_read_only = on");

        try (Transactions store = PostgresTransactions.openReadOnly(config, Clock.systemUTC())) {
            assertThat(store.<Boolean, RuntimeException>readOnly(
                            PortWorkload.PROFILE, tx -> tx.projects().find(ID).isPresent()))
                    .isTrue();
        }
    }

    @Test
    void aUserWhoMayOnlySelectReads() throws SQLException {
        createStore();
        PostgresConfig reader = reader();
        execute("GRANT USAGE ON SCHEMA reelstore TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA reelstore TO reader");

        try (Transactions store = PostgresTransactions.openReadOnly(reader, Clock.systemUTC())) {
            assertThat(store.<Boolean, RuntimeException>readOnly(
                            PortWorkload.PROFILE, tx -> tx.projects().find(ID).isPresent()))
                    .isTrue();
            assertThatThrownBy(() -> write(store)).isInstanceOf(StorageException.ReadOnly.class);
        }
        assertThatThrownBy(() -> PostgresTransactions.open(reader, Clock.systemUTC()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageStartingWith("The user reader may not write to the tables of the schema reelstore;"
                        + " open the store read-only, or ask the database's owner to run: GRANT SELECT, INSERT");
    }

    @Test
    void namesTheGrantsThatAllowReading() throws SQLException {
        createStore();
        PostgresConfig reader = reader();

        assertRejected(reader, "GRANT USAGE ON SCHEMA reelstore TO reader;");
        execute("GRANT USAGE ON SCHEMA reelstore TO reader");
        assertRejected(reader, "GRANT SELECT ON ALL TABLES IN SCHEMA reelstore TO reader;");
        execute(
                "GRANT SELECT ON ALL TABLES IN SCHEMA reelstore TO reader; REVOKE SELECT ON reelstore.reelstore_marks FROM reader");
        assertRejected(reader, "GRANT SELECT ON ALL TABLES IN SCHEMA reelstore TO reader;");
    }

    private static void assertRejected(PostgresConfig config, String grant) {
        assertThatThrownBy(() -> PostgresTransactions.openReadOnly(config, Clock.systemUTC()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageEndingWith("ask the database's owner to run: " + grant);
    }

    /** A role without any privilege. */
    private PostgresConfig reader() throws SQLException {
        execute("CREATE ROLE reader LOGIN PASSWORD 'only-reads'");
        return config.withCredentials("reader", "only-reads");
    }

    /** The role has grants in this database, which must go before it can be created again. */
    @AfterEach
    void dropReader() throws SQLException {
        execute("DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN"
                + " DROP OWNED BY reader; DROP ROLE reader; END IF; END $$");
    }

    @Test
    void writesAreRefused() {
        createStore();

        try (Transactions store = PostgresTransactions.openReadOnly(config, Clock.systemUTC())) {
            assertThatThrownBy(() -> write(store)).isInstanceOf(StorageException.ReadOnly.class);
        }
    }

    /** Not sessions: through a pooler, such a session would be used by other programs too. */
    @Test
    void transactionsAreReadOnlyByDefault() throws SQLException {
        createStore();

        try (Connection connection = PostgresDataSource.readOnly(config).connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> statement.execute("DELETE FROM reelstore.video_projects"))
                    .hasMessageContaining("read-only transaction");
        }
    }

    @Test
    void aDatabaseWithoutTheTablesIsNotChanged() throws SQLException {
        assertThatThrownBy(() -> PostgresTransactions.openReadOnly(config, Clock.systemUTC()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("is not created");

        execute("CREATE SCHEMA reelstore");
    }
}
