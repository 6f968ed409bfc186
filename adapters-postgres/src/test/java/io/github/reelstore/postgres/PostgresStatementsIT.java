package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.model.VideoProjectBuilder;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.mybatis.internal.Database.Access;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SqlFailure;
import io.github.reelstore.testtools.BoardWorkload;
import io.github.reelstore.testtools.PortWorkload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statements sent to Postgres. {@link PostgresWorkIT} measures their cost. */
class PostgresStatementsIT {

    private final PostgresConfig config = EmptiedSchema.config();
    private RecordingDatabase database;
    private Transactions transactions;

    @BeforeEach
    void open() {
        database = new RecordingDatabase(EmptiedSchema.database());
        transactions = new MybatisTransactions(database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        transactions.close();
    }

    @Test
    void loadingAProjectTakesAConstantNumberOfStatements() {
        write(tx -> PortWorkload.makeProject(tx, "small", 1));
        write(tx -> PortWorkload.makeProject(tx, "large", 40));

        List<String> forSmall = statementsOf(tx -> PortWorkload.load(tx, "small"));
        List<String> forLarge = statementsOf(tx -> PortWorkload.load(tx, "large"));

        assertThat(forSmall).hasSize(6).isEqualTo(forLarge);
        assertThat(statementsOf(tx -> PortWorkload.loadTogether(tx, "large"))).hasSize(1);
    }

    @Test
    void deletingAProjectTakesAConstantNumberOfStatements() {
        write(tx -> PortWorkload.makeProject(tx, "small", 1));
        write(tx -> PortWorkload.makeProject(tx, "large", 40));

        List<String> forSmall = statementsOf(tx -> tx.projects().delete(new ProjectId("small")));
        List<String> forLarge = statementsOf(tx -> tx.projects().delete(new ProjectId("large")));

        assertThat(forSmall).hasSize(12).isEqualTo(forLarge);
    }

    @Test
    void readingAStoryboardTakesAConstantNumberOfStatements() {
        ProjectId small = BoardWorkload.make(transactions, "small", 1, 2, 2);
        ProjectId large = BoardWorkload.make(transactions, "large", 50, 2, 2);
        StoryboardService storyboards = BoardWorkload.storyboards(transactions);

        database.take();
        storyboards.getStoryboard(small);
        List<String> forSmall = database.take();
        storyboards.getStoryboard(large);
        assertThat(database.take()).isEqualTo(forSmall).hasSize(10);

        storyboards.plan(small, PlanScope.ALL);
        List<String> forSmallPlan = database.take();
        assertThat(storyboards.plan(large, PlanScope.ALL).cells()).hasSize(100);
        assertThat(database.take()).hasSameSizeAs(forSmallPlan);

        List.of(small, large).forEach(project -> BoardWorkload.deleteFirstScene(transactions, project));
        database.take();
        storyboards.getStoryboard(small);
        assertThat(database.take()).as("takes name a scene that is not shown").hasSize(11);
        storyboards.getStoryboard(large);
        assertThat(database.take()).hasSize(11);
    }

    @Test
    void nextPageIsReadFromTheIndex() throws SQLException {
        PageRequest next = PageRequest.first(10).after(new Cursor(Instant.parse("2026-11-22T10:00:00Z"), "x"));

        List<String> statements = statementsOf(tx -> tx.projects().list(ProjectFilter.ALL, next));

        assertThat(plan(statements.get(0)))
                .anyMatch(step -> step.contains("idx_video_projects_profile_created_at"))
                .anyMatch(step ->
                        step.contains("Index Cond") && step.contains("profile_id =") && step.contains("created_at"));
    }

    /** The server's generic plan, with sequential scans disabled because the tables are small. */
    private List<String> plan(String statement) throws SQLException {
        List<String> steps = new ArrayList<>();
        int parameters = (int) statement.chars().filter(c -> c == '?').count();
        try (Connection connection = new PostgresDataSource(config).connect();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("SET LOCAL search_path = " + config.schema());
            sql.execute("SET LOCAL enable_seqscan = off");
            sql.execute("SET LOCAL plan_cache_mode = force_generic_plan");
            sql.execute("PREPARE planned AS " + numbered(statement));
            String values = parameters == 0 ? "" : "(" + "NULL, ".repeat(parameters - 1) + "NULL)";
            try (ResultSet rows = sql.executeQuery("EXPLAIN (COSTS OFF) EXECUTE planned" + values)) {
                while (rows.next()) {
                    steps.add(rows.getString(1));
                }
            }
            sql.execute("DEALLOCATE planned");
            connection.rollback();
        }
        return steps;
    }

    /** Numbers the parameters for PREPARE, and adds the driver's types where PREPARE cannot infer them. */
    private static String numbered(String statement) {
        String typed = statement
                .replace("SELECT ?, ?, ? WHERE", "SELECT ?::text, ?::text, ?::timestamptz WHERE")
                .replace("SELECT DISTINCT blob_key, ?, ?", "SELECT DISTINCT blob_key, ?::text, ?::timestamptz");
        StringBuilder numbered = new StringBuilder();
        int number = 0;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            numbered.append(c == '?' ? "$" + ++number : String.valueOf(c));
        }
        return numbered.toString();
    }

    /** The store itself rejects such writes first; this protects against other code that uses the connection. */
    @Test
    void serverRejectsWritesInAReadTransaction() throws SQLException {
        try (PostgresDatabase database = new PostgresDatabase(config, new PostgresDataSource(config), "")) {
            RunningTransaction reading = database.begin(Access.READ, PortWorkload.PROFILE);
            try (Statement sql = reading.connection().createStatement()) {
                assertThatThrownBy(() -> sql.execute("DELETE FROM video_projects"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(database.classify(e)).isEqualTo(SqlFailure.READ_ONLY));
            } finally {
                reading.rollback();
                reading.release();
            }
        }
    }

    @Test
    void statementIsCanceledAtItsTimeout() throws SQLException {
        PostgresConfig withShortTimeout = new PostgresConfig(
                config.url(),
                config.user(),
                config.password(),
                config.schema(),
                2,
                config.lockTimeout(),
                Duration.ofMillis(50));
        try (PostgresDatabase database =
                new PostgresDatabase(withShortTimeout, new PostgresDataSource(withShortTimeout), "")) {
            RunningTransaction writing = database.begin(Access.WRITE, PortWorkload.PROFILE);
            try (Statement sql = writing.connection().createStatement()) {
                assertThatThrownBy(() -> sql.execute("SELECT pg_sleep(20)"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(database.classify(e)).isEqualTo(SqlFailure.TIMED_OUT));
            } finally {
                writing.rollback();
                writing.release();
            }
        }
    }

    /** By default, the server keeps the locks of a client that lost power for two hours. */
    @Test
    void serverProbesSilentClientsSoon() throws SQLException {
        try (PostgresDatabase database = new PostgresDatabase(config, new PostgresDataSource(config), "")) {
            for (Access access : Access.values()) {
                RunningTransaction running = database.begin(access, PortWorkload.PROFILE);
                try (Statement sql = running.connection().createStatement();
                        ResultSet setting = sql.executeQuery("SHOW tcp_keepalives_idle")) {
                    setting.next();
                    assertThat(setting.getString(1)).isEqualTo("10");
                } finally {
                    running.rollback();
                    running.release();
                }
            }
        }
    }

    /** The domain rejects such values; other code may still write them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT '\"\\u0000\"'::jsonb | CONSTRAINT",
                "SELECT '{'::jsonb | CONSTRAINT",
                "SELECT '1e400000'::jsonb | CONSTRAINT",
                "SELECT 1 / 0 | CONSTRAINT",
                "INSERT INTO video_projects (id) VALUES ('x') | CONSTRAINT",
                "SELECT 1 FROM not_there | OTHER",
                "DO $$ BEGIN RAISE SQLSTATE '40001'; END $$ | BUSY",
                "DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$ | BUSY",
                "DO $$ BEGIN RAISE SQLSTATE '53100'; END $$ | FULL",
                "DO $$ BEGIN RAISE SQLSTATE 'XX001'; END $$ | CORRUPT",
                "DO $$ BEGIN RAISE SQLSTATE '57P01'; END $$ | DISCONNECTED",
                "DO $$ BEGIN RAISE SQLSTATE '23505'; END $$ | DUPLICATE",
                "DO $$ BEGIN RAISE SQLSTATE '22021'; END $$ | IMPOSSIBLE_TEXT",
                "DO $$ BEGIN RAISE SQLSTATE '57014'; END $$ | TIMED_OUT",
                "DO $$ BEGIN RAISE SQLSTATE '25P03'; END $$ | IDLE_TOO_LONG",
                "DO $$ BEGIN RAISE SQLSTATE '25P04'; END $$ | TRANSACTION_TOO_LONG",
                "DO $$ BEGIN RAISE SQLSTATE '28P01'; END $$ | LOCKED_OUT",
                "DO $$ BEGIN RAISE SQLSTATE '42501'; END $$ | DENIED"
            })
    void failuresAreClassifiedByTheirState(String sql, SqlFailure kind) throws SQLException {
        try (Connection connection = new PostgresDataSource(config).connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL search_path = " + config.schema());
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(PostgresFailures.classify(e)).isEqualTo(kind));
            connection.rollback();
        }
    }

    @Test
    void valueTooLongForAnIndexIsRejectedInOneLine() {
        String channel = new Random(7)
                .ints(20_000, '!', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThatThrownBy(() -> write(tx -> tx.projects()
                        .insert(project("long", tx)
                                .channelId(new ChannelId(channel))
                                .build())))
                .isInstanceOf(StorageException.Integrity.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void jsonRoundTripKeepsTheValue() {
        write(tx -> tx.projects()
                .insert(project("json", tx)
                        .meta(new JsonText("{\"b\":1e3 , \"a\":[1.50,\"\\u00e9\"], \"b\":2}"))
                        .build()));

        VideoProject found = transactions.readOnly(
                PortWorkload.PROFILE,
                tx -> tx.projects().find(new ProjectId("json")).orElseThrow());

        assertThat(found.meta()).contains(new JsonText("{\"a\": [1.50, \"é\"], \"b\": 2}"));
    }

    /** The longest numbers that the domain accepts. */
    @Test
    void longNumbersInJsonCanBeRead() {
        write(tx -> tx.projects()
                .insert(project("json", tx)
                        .meta(new JsonText("[1e1999, 1e-1999, 1.5e-1998]"))
                        .build()));

        VideoProject found = transactions.readOnly(
                PortWorkload.PROFILE,
                tx -> tx.projects().find(new ProjectId("json")).orElseThrow());

        assertThat(found.meta().orElseThrow().value()).startsWith("[1000").endsWith("15]");
    }

    private static VideoProjectBuilder project(String id, Tx tx) {
        return VideoProject.builder()
                .id(new ProjectId(id))
                .profileId(PortWorkload.PROFILE)
                .title("A title")
                .createdAt(tx.now())
                .updatedAt(tx.now());
    }

    private void write(Consumer<Tx> work) {
        transactions.inTransaction(PortWorkload.PROFILE, tx -> {
            work.accept(tx);
            return true;
        });
    }

    private List<String> statementsOf(Consumer<Tx> work) {
        database.take();
        write(work);
        return database.take();
    }
}
