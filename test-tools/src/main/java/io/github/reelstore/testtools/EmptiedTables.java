package io.github.reelstore.testtools;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Empties the store's tables for the next test. */
public final class EmptiedTables {

    /** In an order that foreign keys allow. */
    private static final List<String> TABLES = List.of(
            "generation_inputs",
            "generation_audio_tracks",
            "veo3_video_generations",
            "image_generations",
            "audio_generations",
            "scene_lines",
            "scenes",
            "track_settings",
            "selections",
            "rejected_takes",
            "video_projects",
            "blob_tombstones",
            "reelstore_identity",
            "reelstore_marks",
            "reelstore_idempotency_keys",
            "provider_job_results",
            "provider_job_attempts",
            "provider_jobs",
            "provider_workers",
            "budgets",
            "budget_spending");

    private EmptiedTables() {}

    /**
     * The statements that delete all rows and give the store a new id.
     *
     * @param schema the schema of the tables
     */
    public static List<String> statements(String schema) {
        List<String> statements = new ArrayList<>();
        TABLES.forEach(table -> statements.add("DELETE FROM " + schema + "." + table));
        statements.add(
                "INSERT INTO " + schema + ".reelstore_identity (id, store_id) VALUES (1, '" + UUID.randomUUID() + "')");
        return statements;
    }

    /** Empties an SQLite file, which may be open. */
    public static void of(Path file) {
        execute(file, statements("main"));
    }

    /** Executes statements on an SQLite file, which may be open, in one transaction. */
    public static void execute(Path file, List<String> statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("BEGIN IMMEDIATE");
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("COMMIT");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot change " + file, e);
        }
    }
}
