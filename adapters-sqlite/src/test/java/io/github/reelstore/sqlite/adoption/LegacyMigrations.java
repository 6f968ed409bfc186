package io.github.reelstore.sqlite.adoption;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The app's own migrations of the tables that the store uses too. */
final class LegacyMigrations {

    private static final String VIDEOS = LegacySchema.VIDEOS;

    private final LegacyApp app;

    LegacyMigrations(LegacyApp app) {
        this.app = app;
    }

    /** Runs those that the app has not recorded, each in its own transaction. */
    void upgrade() throws SQLException {
        int current = app.version();
        for (int version = current + 1; version <= 35; version++) {
            app.connection().setAutoCommit(false);
            run(version);
            app.update("INSERT INTO schema_migrations (version, applied_at) VALUES (?, ?)", version, "2025-11-02");
            app.connection().commit();
            app.connection().setAutoCommit(true);
        }
    }

    private void run(int version) throws SQLException {
        switch (version) {
            case 10 -> createVideoTable();
            case 11 -> addColumns("media_generation_id TEXT", "fife_url TEXT", "serving_base_uri TEXT");
            case 12 -> app.execute("ALTER TABLE youtube_channels RENAME TO channels");
            case 26 -> createUpscales();
            case 31 -> rebuildProfiles();
            case 32 -> rebuildVideoTable();
            case 35 -> {
                addColumns("generation_type TEXT DEFAULT 'text-to-video'", "image_references TEXT");
                app.execute("CREATE INDEX IF NOT EXISTS idx_veo3_video_generations_type ON " + VIDEOS
                        + " (generation_type)");
            }
            default -> {
                // changes other tables
            }
        }
    }

    private void createVideoTable() throws SQLException {
        app.execute(LegacySchema.videoTable(LegacyDatabase.Shape.STRICT)
                .replace("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS "));
        for (String sql : LegacySchema.videoIndexes(LegacyDatabase.Shape.STRICT)) {
            app.execute(sql);
        }
    }

    private void addColumns(String... definitions) throws SQLException {
        for (String definition : definitions) {
            if (!app.hasColumn(VIDEOS, definition.substring(0, definition.indexOf(' ')))) {
                app.execute("ALTER TABLE " + VIDEOS + " ADD COLUMN " + definition);
            }
        }
    }

    private void createUpscales() throws SQLException {
        app.execute("CREATE TABLE IF NOT EXISTS veo3_video_upscales (id TEXT PRIMARY KEY, source_generation_id TEXT"
                + " REFERENCES " + VIDEOS + "(id) ON DELETE SET NULL, profile_id TEXT, project_id TEXT,"
                + " scene_id TEXT NOT NULL, operation_name TEXT NOT NULL, status TEXT NOT NULL, model TEXT NOT NULL,"
                + " created_at TEXT NOT NULL, updated_at TEXT NOT NULL, completed_at TEXT)");
    }

    /** Foreign keys are on: rows that refer to a profile are deleted with the old table. */
    private void rebuildProfiles() throws SQLException {
        List<String> columns = new ArrayList<>(LegacyRow.columns(app.connection(), "profiles"));
        columns.remove("is_logged_in");
        String names = String.join(", ", columns);
        app.execute(LegacySchema.profiles("profiles_new", 31));
        app.execute("INSERT INTO profiles_new (" + names + ") SELECT " + names + " FROM profiles");
        app.execute("DROP TABLE profiles");
        app.execute("ALTER TABLE profiles_new RENAME TO profiles");
    }

    /** Recreates a table with a video_id; the columns that the old and the new table have in common are kept. */
    void rebuildVideoTable() throws SQLException {
        List<String> common = new ArrayList<>(LegacyRow.columns(app.connection(), VIDEOS));
        if (!common.contains("video_id")) {
            return;
        }
        app.execute("DROP TABLE IF EXISTS clips_backup");
        app.execute(LegacySchema.looseVideoTable("clips_empty"));
        common.retainAll(LegacyRow.columns(app.connection(), "clips_empty"));
        app.execute("DROP TABLE clips_empty");
        String names = String.join(", ", common);
        app.execute("CREATE TABLE clips_backup AS SELECT " + names + " FROM " + VIDEOS);
        app.execute("DROP TABLE " + VIDEOS);
        app.execute(LegacySchema.looseVideoTable(VIDEOS));
        app.execute("INSERT INTO " + VIDEOS + " (" + names + ") SELECT " + names + " FROM clips_backup");
        app.execute("DROP TABLE clips_backup");
        for (String sql : LegacySchema.videoIndexes(LegacyDatabase.Shape.LOOSE)) {
            app.execute(sql);
        }
    }
}
