package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.mybatis.internal.MybatisTransactions;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.BoardWorkload;
import io.github.reelstore.testtools.StatementWork;
import java.time.Clock;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rows that a statement about a project reads, compares and returns. With five times the scenes they may be five
 * times as many, not 25 times, whatever the server believes of the tables.
 */
@Tag("large")
class PostgresBoardWorkIT {

    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final int SCENES = 10;
    private static final int TIMES = 5;
    private static final int ROWS_OF_OTHERS = 2_000;

    /** A pooler's sessions are all shared: {@code .ci/pgbouncer} runs this test too. */
    private static final Sessions SESSIONS =
            Boolean.getBoolean("reelstore.test.postgres.pooled") ? Sessions.SHARED : Sessions.OWN;

    /** What the server knows when the statements run. */
    enum Statistics {
        NONE,
        OF_A_SMALL_PROJECT,
        CURRENT
    }

    @ParameterizedTest
    @EnumSource
    void workOfAStatementGrowsNoFasterThanItsProject(Statistics statistics) {
        List<StatementWork.Entry> few = measure(SCENES, statistics);
        List<StatementWork.Entry> many = measure(SCENES * TIMES, statistics);

        assertThat(few)
                .extracting(StatementWork.Entry::id)
                .contains("TakeMapper.standingAudio", "SceneMapper.lines", "SceneMapper.withoutScene");
        assertThat(many)
                .extracting(StatementWork.Entry::id)
                .isEqualTo(few.stream().map(StatementWork.Entry::id).toList());
        SoftAssertions soft = new SoftAssertions();
        for (int i = 0; i < few.size(); i++) {
            StatementWork.Entry before = few.get(i);
            soft.assertThat(many.get(i).work())
                    .as("%s, %d rows before: %s", before.id(), before.work(), before.sql())
                    .isLessThanOrEqualTo((before.work() + SCENES) * TIMES * 3 / 2);
        }
        soft.assertAll();
    }

    private static List<StatementWork.Entry> measure(int scenes, Statistics statistics) {
        QuietSchema schema = QuietSchema.create(SERVER);
        try (Transactions transactions = PostgresTransactions.open(schema.config(), Clock.systemUTC())) {
            if (statistics == Statistics.OF_A_SMALL_PROJECT) {
                fill(transactions, schema, "small", 1);
                schema.analyze();
            }
            // otherwise the project is all there is, and to read whole tables is cheap
            schema.fill(ROWS_OF_OTHERS, "other");
            fill(transactions, schema, "project", scenes);
            if (statistics == Statistics.CURRENT) {
                schema.analyze();
            }
        }
        StatementWork work = new StatementWork();
        RowCountingDatabase database = new RowCountingDatabase(new PostgresDatabase(
                schema.config(), new PostgresDataSource(schema.config()).with(SESSIONS), "a separate schema"));
        try (MybatisTransactions transactions = new MybatisTransactions(database, Clock.systemUTC())) {
            database.countTo(work);
            read(transactions, new ProjectId("project"));
        }
        return work.entries();
    }

    /** A project with rejected takes, takes that only videos refer to, and jobs; its first scene is deleted. */
    private static void fill(Transactions transactions, QuietSchema schema, String name, int scenes) {
        ProjectId project = BoardWorkload.make(transactions, name, scenes, 3, 4);
        transactions.inTransaction(SampleRows.ALICE, tx -> {
            for (int scene = 0; scene < scenes; scene++) {
                String take = project + "-s" + scene + "-2";
                tx.takes().reject(project, MediaKind.IMAGE, "i" + take, "reason");
                tx.takes().reject(project, MediaKind.VIDEO, "v" + take, "reason");
                tx.takes().reject(project, MediaKind.AUDIO, "a" + take + "qaa", "reason");
            }
            return project;
        });
        String ofProject = " WHERE project_id = '" + project + "'";
        schema.execute(List.of(
                "UPDATE image_generations SET scene_id = NULL" + ofProject + " AND id LIKE '%-1'",
                "UPDATE audio_generations SET scene_id = NULL" + ofProject + " AND id LIKE '%-1qba'",
                "UPDATE veo3_video_generations SET image_generation_id = 'i' || substr(id, 2),"
                        + " audio_generation_id = 'a' || substr(id, 2) || 'qba'" + ofProject + " AND id LIKE '%-1'",
                "INSERT INTO provider_jobs (id, profile_id, project_id, scene_id, kind, provider, request, fingerprint, take,"
                        + " state, fence, worker, attempts, due_at, failures, currency, reserved_nanos, reserved_at, reuses,"
                        + " created_at, updated_at) SELECT 'j' || id, profile_id, project_id, scene_id, 'image', 'x', '{}',"
                        + " '1:' || id, 0, 'succeeded', 1, '', 1, now(), 0, 'USD', 1, now(), 0, now(), now()"
                        + " FROM image_generations" + ofProject,
                "INSERT INTO provider_job_results (profile_id, job_id, position, state, row_id)"
                        + " SELECT profile_id, 'j' || id, 0, 'stored', id FROM image_generations" + ofProject));
        BoardWorkload.deleteFirstScene(transactions, project);
    }

    private static void read(Transactions transactions, ProjectId project) {
        StoryboardService storyboards = BoardWorkload.storyboards(transactions);
        storyboards.getStoryboard(project);
        storyboards.plan(project, PlanScope.ALL);
        transactions.inTransaction(SampleRows.ALICE, tx -> {
            tx.scenes().withoutScene(project);
            tx.images().withoutVideo(project, PageRequest.first(200));
            tx.audio().withoutVideo(project, PageRequest.first(200));
            tx.projects().contents(project);
            tx.archive().storyboard(project);
            return tx.takes().rejectedJobs(project);
        });
    }
}
