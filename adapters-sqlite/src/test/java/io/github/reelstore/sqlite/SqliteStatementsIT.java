package io.github.reelstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.schema.SqliteMigrations;
import io.github.reelstore.testtools.BoardWorkload;
import io.github.reelstore.testtools.PortWorkload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statements that are sent to SQLite. {@link SqliteWorkTest} measures their work. */
class SqliteStatementsIT {

    @TempDir
    Path folder;

    private SqliteDataSource source;
    private RecordingDatabase database;
    private MybatisTransactions transactions;

    @BeforeEach
    void open() {
        SqliteConfig config = SqliteConfig.of(folder.resolve("reelstore.db"));
        source = new SqliteDataSource(config);
        CorruptionMarker marker = CorruptionMarker.of(config.file());
        SqliteMigrations.apply(source, config, marker);
        database = new RecordingDatabase(new SqliteDatabase(config, source, Optional.empty(), marker));
        transactions = new MybatisTransactions(database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        transactions.close();
    }

    @Test
    void loadsAProjectWithAsManyStatementsForManyScenesAsForOne() {
        write(tx -> PortWorkload.makeProject(tx, "small", 1));
        write(tx -> PortWorkload.makeProject(tx, "large", 40));

        List<String> forSmall = statementsOf(tx -> PortWorkload.load(tx, "small"));
        List<String> forLarge = statementsOf(tx -> PortWorkload.load(tx, "large"));

        assertThat(forSmall).hasSize(6).isEqualTo(forLarge);
    }

    @Test
    void deletesAProjectWithAsManyStatementsForManyScenesAsForOne() {
        write(tx -> PortWorkload.makeProject(tx, "small", 1));
        write(tx -> PortWorkload.makeProject(tx, "large", 40));

        List<String> forSmall = statementsOf(tx -> tx.projects().delete(new ProjectId("small")));
        List<String> forLarge = statementsOf(tx -> tx.projects().delete(new ProjectId("large")));

        assertThat(forSmall).hasSize(12).isEqualTo(forLarge);
    }

    @Test
    void readsAStoryboardWithAsManyStatementsForManyScenesAsForOne() {
        ProjectId small = BoardWorkload.make(transactions, "small", 1, 2, 2);
        ProjectId large = BoardWorkload.make(transactions, "large", 50, 2, 2);
        StoryboardService storyboards = BoardWorkload.storyboards(transactions);

        database.drain();
        storyboards.getStoryboard(small);
        List<String> forSmall = database.drain();
        storyboards.getStoryboard(large);
        assertThat(database.drain()).isEqualTo(forSmall).hasSize(10);

        storyboards.plan(small, PlanScope.ALL);
        List<String> forSmallPlan = database.drain();
        assertThat(storyboards.plan(large, PlanScope.ALL).cells()).hasSize(100);
        assertThat(database.drain()).hasSameSizeAs(forSmallPlan);

        List.of(small, large).forEach(project -> BoardWorkload.deleteFirstScene(transactions, project));
        database.drain();
        storyboards.getStoryboard(small);
        assertThat(database.drain()).as("takes name a scene that is not shown").hasSize(11);
        storyboards.getStoryboard(large);
        assertThat(database.drain()).hasSize(11);
    }

    @Test
    void nextPageIsFoundByTheIndex() throws SQLException {
        PageRequest next = PageRequest.first(10).after(new Cursor(Instant.parse("2026-11-22T10:00:00Z"), "x"));

        List<String> statements = statementsOf(tx -> tx.projects().list(ProjectFilter.ALL, next));

        try (Connection connection = source.connections().getConnection()) {
            assertThat(plan(connection, statements.get(0)))
                    .anyMatch(step -> step.contains(
                            "USING INDEX idx_video_projects_profile_created_at (profile_id=? AND created_at<?)"));
        }
    }

    /** If a column were missing in one of them, files that rows refer to would be collected. */
    @Test
    void checksEveryColumnThatHoldsKeysForReferences() throws SQLException {
        BlobKey key = new BlobKey("projects/project/images/project-i0.png");
        String find = statementsOf(tx -> tx.references().find(key)).get(0);
        String insertTombstone = statementsOf(tx -> {
                    PortWorkload.makeProject(tx, "project", 1);
                    tx.generations().delete(new GenerationId("project-g0"));
                    tx.images().delete(new ImageId("project-i0"));
                })
                .stream()
                .filter(statement -> statement.matches("(?s)INSERT INTO blob_tombstones.*SELECT.*"))
                .findFirst()
                .orElseThrow();

        List<String> columns = new ArrayList<>();
        try (Connection connection = source.connections().getConnection();
                PreparedStatement paths = connection.prepareStatement("SELECT m.name, c.name FROM sqlite_master m,"
                        + " pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name LIKE '%\\_path' ESCAPE '\\'"
                        // what a job has stored, to which its row refers as long as it exists
                        + " AND m.name <> 'provider_job_results'"
                        // the paths of other programs' files, which are not keys
                        + " AND NOT (m.name = 'veo3_video_generations' AND c.name = 'video_path')");
                ResultSet rows = paths.executeQuery()) {
            while (rows.next()) {
                columns.add(rows.getString(1) + " " + rows.getString(2));
                assertThat(find).containsPattern("SELECT " + rows.getString(2) + "\\b[^;]*?FROM " + rows.getString(1));
                assertThat(insertTombstone)
                        .contains("FROM " + rows.getString(1) + " WHERE " + rows.getString(2) + " = ?");
            }
        }
        assertThat(columns).hasSize(7);
        assertThat(find.split("UNION ALL", -1)).hasSize(columns.size());
    }

    /** SQLite may have rolled back automatically; later statements must not be committed on their own. */
    @Test
    void nothingIsCommittedAfterAFullDiskEvenIfTheWorkContinues() {
        database.failWithFullDiskOn("INSERT INTO image_generations");

        assertThatThrownBy(() -> write(tx -> {
                    try {
                        PortWorkload.makeProject(tx, "half", 1);
                    } catch (StorageException.Unavailable e) {
                        assertThat(e.isRetryable()).isFalse();
                    }
                }))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("disk of the database is full");
        assertThatThrownBy(() -> write(tx -> {
                    assertThatThrownBy(() -> PortWorkload.makeProject(tx, "half", 1))
                            .isInstanceOf(StorageException.Unavailable.class);
                    tx.projects().delete(new ProjectId("half"));
                }))
                .isInstanceOf(StorageException.Unavailable.class);

        write(tx -> assertThat(tx.projects().find(new ProjectId("half"))).isEmpty());
    }

    @Test
    void failureToReleaseTheConnectionAfterACommitIsIgnored() {
        database.failReleases();

        write(tx -> PortWorkload.makeProject(tx, "kept", 1));
        assertThatThrownBy(() -> write(tx -> {
                    throw new IllegalStateException("the work's own");
                }))
                .hasMessage("the work's own")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

        write(tx -> assertThat(tx.projects().find(new ProjectId("kept"))).isPresent());
    }

    private void write(Consumer<Tx> work) {
        transactions.inTransaction(PortWorkload.PROFILE, tx -> {
            work.accept(tx);
            return true;
        });
    }

    private List<String> statementsOf(Consumer<Tx> work) {
        database.drain();
        write(work);
        return database.drain();
    }

    private static List<String> plan(Connection connection, String statement) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + statement);
                ResultSet rows = explain.executeQuery()) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        }
        return steps;
    }
}
