package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.SupportsDescription;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.Database.Access;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SchemaHistory;
import io.github.reelstore.testservers.PostgresServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresOpeningIT {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final PostgresServer SERVER = PostgresServer.embedded();
    private static final String PASSWORD = "geheim-9";

    private final String url = SERVER.newDatabase();
    private final String database = url.substring(url.lastIndexOf('/') + 1);
    private final PostgresConfig config = PostgresConfig.of(url).withCredentials(SERVER.user(), SERVER.password());

    @Test
    void createsTheSchemaAndItsTables() throws SQLException {
        open(config).close();

        assertThat(strings("SELECT table_name FROM information_schema.tables WHERE table_schema = 'reelstore'"))
                .containsExactlyInAnyOrder(
                        "video_projects",
                        "veo3_video_generations",
                        "image_generations",
                        "audio_generations",
                        "generation_inputs",
                        "generation_audio_tracks",
                        "blob_tombstones",
                        "reelstore_identity",
                        "reelstore_marks",
                        "reelstore_idempotency_keys",
                        "provider_jobs",
                        "provider_job_results",
                        "provider_job_attempts",
                        "provider_workers",
                        "budgets",
                        "budget_spending",
                        "scenes",
                        "scene_lines",
                        "track_settings",
                        "selections",
                        "rejected_takes",
                        "reelstore_schema_history");
        assertThat(strings("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
                .isEmpty();
    }

    @Test
    void everyForeignKeyIsIndexed() throws SQLException {
        open(config).close();
        String keys = "FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'reelstore'::regnamespace";

        assertThat(strings("SELECT c.conname " + keys)).hasSize(16);
        assertThat(strings("SELECT c.conname " + keys + " AND NOT EXISTS (SELECT 1 FROM pg_index i"
                        + " WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])"))
                .isEmpty();
    }

    @Test
    void reopeningKeepsTheRows() {
        try (Transactions store = open(config)) {
            insert(store, "one");
        }
        try (Transactions store = open(config)) {
            assertThat(exists(store, "one")).isTrue();
        }
    }

    @Test
    void twoSchemasOfOneDatabaseAreTwoStores() {
        try (Transactions one = open(config);
                Transactions two = open(config.withSchema("studio_2"))) {
            insert(one, "one");

            assertThat(exists(two, "one")).isFalse();
        }
    }

    @Test
    void acceptsAnExistingEmptySchema() throws SQLException {
        execute("CREATE SCHEMA reelstore");

        try (Transactions store = open(config)) {
            insert(store, "one");
        }
    }

    @Test
    void newDatabaseCanBeOpenedConcurrently() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            Callable<Boolean> opening = () -> {
                open(config).close();
                return true;
            };
            for (Future<Boolean> opened :
                    threads.invokeAll(List.of(opening, opening, opening, opening, opening, opening))) {
                assertThat(opened.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(strings("SELECT version FROM reelstore.reelstore_schema_history WHERE version IS NOT NULL"))
                .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14");
    }

    @Test
    void describesTheServerAndTheSchema() {
        try (Transactions store = open(config)) {
            assertThat(((SupportsDescription) store).description())
                    .isEqualTo("PostgreSQL " + SERVER.query("SHOW server_version") + ", schema reelstore");
        }
    }

    @Test
    void useAfterCloseIsReported() {
        Transactions store = open(config);
        store.close();
        store.close();

        assertThatThrownBy(() -> insert(store, "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    @Tag("servers")
    void rejectsAnOldServerWithoutChangingIt() {
        PostgresServer old = PostgresServer.start(Path.of(System.getProperty("reelstore.test.postgres.too-old")));
        try {
            assertThat(old.majorVersion()).isEqualTo(14);
            PostgresConfig onOld = PostgresConfig.of(old.newDatabase()).withCredentials(old.user(), old.password());

            assertRejected(onOld, "database.url", "needs 15 or newer");
        } finally {
            old.stop();
        }
    }

    @Test
    void rejectsAnotherProgramsSchemaWithoutChangingIt() throws SQLException {
        execute("CREATE SCHEMA recipes; CREATE TABLE recipes.cakes (id text)");

        assertRejected(config.withSchema("recipes"), "database.schema", "contains objects that are not Reelstore's");

        assertThat(strings("SELECT table_name FROM information_schema.tables WHERE table_schema = 'recipes'"))
                .containsExactly("cakes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE recipes.reelstore_schema_history (id int)",
                "CREATE SEQUENCE recipes.numbers",
                "CREATE FUNCTION recipes.one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TYPE recipes.taste AS ENUM ('sweet')"
            })
    void rejectsASchemaWithAnyForeignObject(String foreignObject) throws SQLException {
        execute("CREATE SCHEMA recipes; " + foreignObject);

        assertRejected(config.withSchema("recipes"), "database.schema", "contains objects that are not Reelstore's");
    }

    @Test
    void viewOfAnotherProgramDoesNotPreventOpening() throws SQLException {
        open(config).close();
        PostgresConfig user = role("guest");
        execute("GRANT USAGE ON SCHEMA reelstore TO " + name(user)
                + "; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA reelstore TO " + name(user)
                + "; CREATE VIEW reelstore.report AS SELECT count(*) FROM reelstore.video_projects");

        open(user).close();
    }

    @Test
    void namesADroppedTable() throws SQLException {
        open(config).close();
        execute("DROP TABLE reelstore.blob_tombstones");

        assertRejected(config, "database.schema", "lacks its table blob_tombstones");
    }

    @Test
    void rejectsASchemaMadeByOtherMigrations() throws SQLException {
        open(config).close();
        execute("UPDATE reelstore.reelstore_schema_history SET checksum = 7 WHERE version = '1'");

        assertRejected(config, "database.schema", "are not those of this release");
    }

    @Test
    void rejectsADatabaseWithoutUtf8() throws SQLException {
        execute("CREATE DATABASE " + database + "_ascii ENCODING 'SQL_ASCII' TEMPLATE template0");

        assertRejected(
                PostgresConfig.of(url + "_ascii").withCredentials(SERVER.user(), SERVER.password()),
                "database.url",
                "ENCODING 'UTF8'");
    }

    @Test
    void rejectsAReadOnlyDatabase() throws SQLException {
        execute("ALTER DATABASE " + database + " SET default_transaction_read_only = on");

        assertRejected(config, "database.url", "is read-only");
    }

    @Test
    void reportsTheFirstFailureOfAMigration() throws SQLException {
        execute("""
                CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE 'no tables today'; END $$;
                CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE TABLE')
                    EXECUTE FUNCTION public.refuse()
                """);

        assertRejected(config, "database.url", "no tables today");
    }

    @Test
    void namesTheGrantThatAllowsConnecting() throws SQLException {
        PostgresConfig user = role("may_not_enter");
        execute("REVOKE CONNECT ON DATABASE " + database + " FROM PUBLIC");

        assertRejected(user, "database.user", "GRANT CONNECT ON DATABASE " + database + " TO " + name(user));
    }

    /** pgbouncer reports all of its errors with this state. */
    @Test
    void reportsThePoolersMessage() throws Exception {
        byte[] response = "E\0\0\0\0SFATAL\0C08P01\0Mno such user: studio\0\0".getBytes(StandardCharsets.ISO_8859_1);
        response[4] = (byte) (response.length - 1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (ServerSocket pooler = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<Integer> answered = thread.submit(() -> {
                try (Socket client = pooler.accept()) {
                    int first = client.getInputStream().read(new byte[10_000]);
                    client.getOutputStream().write(response);
                    return first;
                }
            });

            assertRejected(
                    PostgresConfig.of("jdbc:postgresql://127.0.0.1:" + pooler.getLocalPort() + "/db?sslmode=disable")
                            .withCredentials("studio", PASSWORD),
                    "database.user",
                    "refuses the connection (FATAL: no such user: studio)");
            assertThat(answered.get()).isPositive();
        } finally {
            thread.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslmode=nonsense", "socketTimeout=long", "prepareThreshold=many"})
    void reportsParametersThatTheDriverRejects(String parameter) {
        PostgresConfig misspelled = PostgresConfig.of(url + "?" + parameter).withCredentials(SERVER.user(), "");

        assertRejected(misspelled, "database.url", parameter.substring(parameter.indexOf('=') + 1));
    }

    /** If this fails, a migration was added: the list must be what was read. */
    @Test
    void theListOfMigrationsIsWhatFlywayWrites() throws SQLException {
        open(config).close();

        try (Connection connection = new PostgresDataSource(config).connect()) {
            assertThat(PostgresMigrations.MIGRATIONS)
                    .isEqualTo(SchemaHistory.migrations(connection, "reelstore.reelstore_schema_history"));
        }
    }

    /** Many processes that start at the same time do not wait for one another. */
    @Test
    void anUpToDateSchemaIsOpenedWithoutTheLockOfUpgrades() throws SQLException {
        open(config).close();

        try (Connection upgrade = new PostgresDataSource(config).connect();
                Statement statement = upgrade.createStatement()) {
            upgrade.setAutoCommit(false);
            statement.execute(new TransactionSettings(config, Sessions.SHARED).migrating());

            open(impatient()).close();
        }
    }

    /** Programs are often started together after an update, and an upgrade may take longer than the lock timeout. */
    @Test
    void openingWaitsForAnUpgradeLongerThanForOtherLocks() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try (Connection upgrade = new PostgresDataSource(config).connect();
                Statement statement = upgrade.createStatement()) {
            upgrade.setAutoCommit(false);
            statement.execute(new TransactionSettings(config, Sessions.SHARED).migrating());
            Future<Boolean> opened = threads.submit(() -> {
                open(impatient()).close();
                return true;
            });
            assertThatThrownBy(() -> opened.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            upgrade.rollback();
            assertThat(opened.get(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void rejectsANewerSchemaWithoutChangingIt() throws SQLException {
        open(config).close();
        execute("""
                INSERT INTO reelstore.reelstore_schema_history
                SELECT 99, '99', 'from the future', type, 'V99__from_the_future.sql', checksum, installed_by,
                       installed_on, execution_time, success
                FROM reelstore.reelstore_schema_history WHERE version = '1'
                """);
        long before = rowsOfHistory();

        assertRejected(config, "database.schema", "was created by a newer Reelstore (schema version 99)");

        assertThat(rowsOfHistory()).isEqualTo(before);
    }

    /** Functions of another schema that come first play an engine whose locks do nothing. */
    @Test
    void rejectsAServerWhoseLocksExcludeNothing() throws SQLException {
        open(config).close();
        PostgresConfig user = role("unlocked");
        execute("""
                GRANT ALL ON SCHEMA reelstore TO %1$s; GRANT ALL ON ALL TABLES IN SCHEMA reelstore TO %1$s;
                CREATE SCHEMA engine; GRANT USAGE ON SCHEMA engine TO %1$s;
                CREATE FUNCTION engine.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE sql AS '';
                CREATE FUNCTION engine.pg_try_advisory_xact_lock(bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true';
                """.formatted(name(user)));
        open(user).close();

        execute("ALTER ROLE " + name(user) + " SET search_path = engine, pg_catalog");

        assertRejected(user, "database.url", "lets two sessions hold the same advisory lock");
        assertRejected(user, "database.url", "The server (PostgreSQL ");
    }

    @Test
    void aServerWithASingleConnectionIsOpened() throws SQLException {
        open(config).close();
        PostgresConfig user = role("alone");
        execute("GRANT ALL ON SCHEMA reelstore TO " + name(user));
        execute("GRANT ALL ON ALL TABLES IN SCHEMA reelstore TO " + name(user));
        execute("ALTER ROLE " + name(user) + " CONNECTION LIMIT 1");

        try (Transactions store = open(withOneConnection(user))) {
            insert(store, "v1");
            assertThat(store.<String, RuntimeException>readOnly(
                            PROFILE,
                            tx -> tx.projects()
                                    .find(new ProjectId("v1"))
                                    .orElseThrow()
                                    .title()))
                    .isEqualTo("Title of v1");
        }
    }

    private static PostgresConfig withOneConnection(PostgresConfig config) {
        return new PostgresConfig(
                config.url(),
                config.user(),
                config.password(),
                config.schema(),
                1,
                config.lockTimeout(),
                config.statementTimeout());
    }

    private PostgresConfig impatient() {
        return new PostgresConfig(
                config.url(),
                config.user(),
                config.password(),
                config.schema(),
                config.connections(),
                Duration.ofMillis(100),
                config.statementTimeout());
    }

    private long rowsOfHistory() throws SQLException {
        return Long.parseLong(strings("SELECT count(*) FROM reelstore.reelstore_schema_history")
                .get(0));
    }

    @Test
    void namesTheGrantThatAllowsCreatingTheSchema() throws SQLException {
        PostgresConfig user = role("may_nothing");

        assertRejected(user, "database.user", "GRANT CREATE ON DATABASE " + database + " TO " + name(user));
        assertThat(strings("SELECT nspname FROM pg_namespace WHERE nspname = 'reelstore'"))
                .isEmpty();

        execute("GRANT CREATE ON DATABASE " + database + " TO " + name(user));
        open(user).close();
    }

    @Test
    void namesTheGrantThatAllowsCreatingTables() throws SQLException {
        PostgresConfig user = role("may_no_tables");
        execute("CREATE SCHEMA reelstore; GRANT USAGE ON SCHEMA reelstore TO " + name(user));

        assertRejected(user, "database.user", "GRANT USAGE, CREATE ON SCHEMA reelstore TO " + name(user));

        execute("GRANT CREATE ON SCHEMA reelstore TO " + name(user));
        open(user).close();
    }

    @Test
    void namesTheGrantsThatAllowWriting() throws SQLException {
        open(config).close();
        PostgresConfig user = role("may_read");

        assertRejected(user, "database.user", "GRANT USAGE ON SCHEMA reelstore TO " + name(user));
        execute("GRANT USAGE ON SCHEMA reelstore TO " + name(user));
        execute("GRANT SELECT ON ALL TABLES IN SCHEMA reelstore TO " + name(user));
        assertRejected(
                user,
                "database.user",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA reelstore TO " + name(user));

        execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA reelstore TO " + name(user));
        try (Transactions store = open(user)) {
            insert(store, "one");
        }
    }

    @Test
    void revokedPrivilegeIsReported() throws SQLException {
        PostgresConfig user = role("may_no_longer");
        open(config).close();
        execute("GRANT USAGE ON SCHEMA reelstore TO " + name(user)
                + "; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA reelstore TO " + name(user));
        try (Transactions store = open(user)) {
            execute("REVOKE INSERT ON reelstore.video_projects FROM " + name(user));

            assertThatThrownBy(() -> insert(store, "one"))
                    .isInstanceOf(StorageException.Configuration.class)
                    .hasMessageContaining("permission denied for table video_projects");
        }
    }

    @Test
    void changedPasswordIsReported() throws SQLException {
        PostgresConfig user = role("changing");
        execute("GRANT CREATE ON DATABASE " + database + " TO " + name(user));
        PostgresConfig withShortTimeout = new PostgresConfig(
                user.url(),
                user.user(),
                user.password(),
                user.schema(),
                2,
                Duration.ofMillis(500),
                user.statementTimeout());
        try (Transactions store = open(withShortTimeout)) {
            execute("ALTER ROLE " + name(user) + " PASSWORD 'another'");

            assertThatThrownBy(() -> insert(store, "one"))
                    .isInstanceOf(StorageException.Configuration.class)
                    .hasMessageContaining("no longer accepts the user or password")
                    .hasMessageContaining("authentication failed")
                    .hasMessageNotContaining("reelstore-postgres");
        }
    }

    @Test
    void wrongPasswordIsReportedWithoutShowingIt() throws SQLException {
        PostgresConfig user = role("mistyped");
        PostgresConfig mistyped = user.withCredentials(name(user), "not-" + PASSWORD);

        assertRejected(mistyped, "database.password", "rejects this password for the user " + name(user));
    }

    @Test
    void missingPasswordIsReported() throws SQLException {
        PostgresConfig user = role("forgetful");
        PostgresConfig without = user.withCredentials(name(user), "");

        assertRejected(without, "database.user", "the password is an empty string");
    }

    @Test
    void missingEncryptionIsReported() {
        PostgresConfig encrypted = PostgresConfig.of(url + "?sslmode=require").withCredentials(SERVER.user(), "");

        assertRejected(encrypted, "database.user", "sslmode");
    }

    @Test
    void unknownDatabaseIsReported() {
        PostgresConfig unknown = PostgresConfig.of(url + "_not").withCredentials(SERVER.user(), "");

        assertRejected(unknown, "database.url", "There is no database " + database + "_not");
    }

    @Test
    void unknownHostIsReported() {
        assertRejected(
                PostgresConfig.of("jdbc:postgresql://no-such-host.invalid/db"),
                "database.url",
                "There is no host no-such-host.invalid");
    }

    @Test
    void refusedConnectionIsReported() {
        assertThatThrownBy(() -> open(PostgresConfig.of("jdbc:postgresql://127.0.0.1:1/db")))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("127.0.0.1:1 cannot be reached");
    }

    @Test
    void connectionLimitIsReportedAsRetryable() throws SQLException {
        PostgresConfig user = role("one_too_many");
        execute("ALTER ROLE " + name(user) + " CONNECTION LIMIT 0");

        assertThatThrownBy(() -> open(user))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("no free connection")
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isTrue());
    }

    /** Settings that Flyway leaves in a session would reach others through a pooler. */
    @Test
    void migrationLeavesTheSessionUnchanged() throws SQLException {
        try (Connection connection = new PostgresDataSource(config).connect()) {
            connection.setAutoCommit(false);
            List<String> before = settings(connection);
            connection.rollback();

            PostgresMigrations.apply(connection, config);

            assertThat(settings(connection)).isEqualTo(before);
            assertThat(strings("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                    .containsExactly("0");
        }
    }

    @Test
    void transactionsLeaveTheirSessionsUnchanged() throws SQLException {
        open(config).close();
        List<String> before;
        try (Connection connection = new PostgresDataSource(config).connect()) {
            before = settings(connection);
        }
        try (PostgresDatabase opened = new PostgresDatabase(config, new PostgresDataSource(config), "")) {
            for (Access access : Access.values()) {
                RunningTransaction transaction = opened.begin(access, PROFILE);
                Connection connection = transaction.connection();
                transaction.commit();
                assertThat(settings(connection)).isEqualTo(before);
                transaction.rollback();
                transaction.release();
            }
        }
    }

    private static List<String> settings(Connection connection) throws SQLException {
        return strings(
                connection,
                "SELECT name || '=' || setting FROM pg_settings WHERE context IN ('user', 'superuser')"
                        // these belong to the transaction of this query
                        + " AND name NOT LIKE 'transaction%' UNION ALL SELECT current_user ORDER BY 1");
    }

    private static void assertRejected(PostgresConfig config, String subject, String why) {
        assertThatThrownBy(() -> open(config))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(PASSWORD)
                .hasMessageNotContaining("\n")
                .extracting(e -> ((StorageException) e).subject())
                .isEqualTo(subject);
    }

    private static Transactions open(PostgresConfig config) {
        return PostgresTransactions.open(config, Clock.systemUTC());
    }

    /** Creates a role whose only privilege is to connect. */
    private PostgresConfig role(String name) throws SQLException {
        String role = name + "_" + database;
        execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "'");
        return config.withCredentials(role, PASSWORD);
    }

    private static String name(PostgresConfig config) {
        return config.user().orElseThrow();
    }

    private static void insert(Transactions store, String id) {
        store.inTransaction(PROFILE, tx -> {
            tx.projects()
                    .insert(VideoProject.builder()
                            .id(new ProjectId(id))
                            .profileId(PROFILE)
                            .title("Title of " + id)
                            .createdAt(tx.now())
                            .updatedAt(tx.now())
                            .build());
            return id;
        });
    }

    private static boolean exists(Transactions store, String id) {
        return store.readOnly(
                PROFILE, tx -> tx.projects().find(new ProjectId(id)).isPresent());
    }

    private void execute(String statements) throws SQLException {
        try (Connection connection = new PostgresDataSource(config).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private List<String> strings(String query) throws SQLException {
        try (Connection connection = new PostgresDataSource(config).connect()) {
            return strings(connection, query);
        }
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }
}
