package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of videos, committed durably one by one and by the thousand, compared with raw JDBC on the same table. */
final class Commits {

    private static final String INSERT = "INSERT INTO veo3_video_generations (id, profile_id, project_id, scene_id,"
            + " operation_name, prompt, aspect_ratio, status, provider, model, generation_type, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final int SINGLE = 100;
    private static final int BATCH = 1_000;

    private final Databases database;
    private final Reelstore store;
    private final ProjectId project;
    private final Connection connection;
    private final ProjectId rawProject;
    private final PreparedStatement insert;

    private Commits(Databases database, Reelstore store, Reelstore raw, Connection connection) throws SQLException {
        this.database = database;
        this.store = store;
        this.connection = connection;
        this.project = store.projects().create("Commits").id();
        this.rawProject = raw.projects().create("Commits").id();
        connection.setAutoCommit(false);
        this.insert = connection.prepareStatement(INSERT);
    }

    static Table measure(Path work) throws Exception {
        Table table = new Table("Commits of rows", "raw JDBC");
        for (Databases database : Databases.all(work)) {
            boolean sqlite = database.name().equals("SQLite");
            try (Reelstore store = database.open("ours");
                    Reelstore raw = database.open("raw");
                    Connection connection = database.connect("raw")) {
                Commits commits = new Commits(database, store, raw, connection);
                table.add(
                        database.name() + ": one row, one durable commit",
                        SINGLE,
                        Comparison.of(60, 61, commits::single, commits::rawSingle),
                        sqlite ? "0.64" : "not measured",
                        Goal.rate(0.95));
                table.add(
                        database.name() + ": 1,000 rows in one transaction (insertAll)",
                        1,
                        Comparison.of(15, 31, commits::batch, commits::rawBatch),
                        sqlite ? "0.19" : "not measured",
                        Goal.rate(sqlite ? 0.85 : 0.90));
            }
        }
        return table;
    }

    private static List<VideoGeneration> rows(ProjectId project, int count) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return IntStream.range(0, count)
                .mapToObj(i -> SampleRows.pending(project, now))
                .toList();
    }

    private void single() {
        for (VideoGeneration row : rows(project, SINGLE)) {
            store.inTransaction(tx -> {
                tx.generations().insert(row);
                return row;
            });
        }
    }

    private void rawSingle() throws SQLException {
        for (VideoGeneration row : rows(rawProject, SINGLE)) {
            bind(row);
            insert.executeUpdate();
            connection.commit();
        }
    }

    private void batch() {
        List<VideoGeneration> rows = rows(project, BATCH);
        store.inTransaction(tx -> {
            tx.generations().insertAll(rows);
            return rows;
        });
    }

    private void rawBatch() throws SQLException {
        for (VideoGeneration row : rows(rawProject, BATCH)) {
            bind(row);
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
    }

    private void bind(VideoGeneration row) throws SQLException {
        insert.setString(1, row.id().value());
        insert.setString(2, row.profileId().value());
        insert.setString(3, row.projectId().orElseThrow().value());
        insert.setString(4, row.sceneId().orElseThrow());
        insert.setString(5, row.operationName().orElseThrow());
        insert.setString(6, row.prompt().orElseThrow());
        insert.setString(7, row.aspectRatio().orElseThrow());
        insert.setString(8, row.status().value());
        insert.setString(9, row.provider().orElseThrow());
        insert.setString(10, row.model().orElseThrow());
        insert.setString(11, row.generationType().orElseThrow());
        database.setInstant(insert, 12, row.createdAt());
        database.setInstant(insert, 13, row.updatedAt());
    }
}
