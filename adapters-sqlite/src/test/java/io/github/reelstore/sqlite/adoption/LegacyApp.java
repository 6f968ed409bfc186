package io.github.reelstore.sqlite.adoption;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/**
 * Runs the desktop app's own statements on its database, with foreign keys enforced and a busy timeout of one second.
 * They name their columns, and none of the store's.
 */
public final class LegacyApp implements AutoCloseable {

    private static final String VIDEOS = LegacySchema.VIDEOS;
    private static final String VIDEO_COLUMNS = "id, profile_id, project_id, scene_id, operation_name, prompt, seed,"
            + " aspect_ratio, status, video_url, video_path, error_message, raw_response, created_at, updated_at,"
            + " completed_at";

    private final Connection connection;

    private LegacyApp(Connection connection) {
        this.connection = connection;
    }

    /** Connects as the app does when it starts. */
    public static LegacyApp open(Path file) throws SQLException {
        return open(file, Duration.ofSeconds(1));
    }

    /** Connects with another busy timeout. */
    static LegacyApp open(Path file, Duration busyTimeout) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        LegacyApp app = new LegacyApp(connection);
        app.execute("PRAGMA busy_timeout = " + busyTimeout.toMillis());
        app.execute("PRAGMA journal_mode = WAL");
        app.execute("PRAGMA foreign_keys = ON");
        return app;
    }

    Connection connection() {
        return connection;
    }

    /** Inserts the app's nth video as pending, in a project and for a profile. */
    public int insertVideo(int n, String profile, String project) throws SQLException {
        return update(
                "INSERT INTO " + VIDEOS + " (id, profile_id, project_id, scene_id, operation_name, prompt, seed,"
                        + " aspect_ratio, status, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                LegacyDatabase.videoId(n),
                profile,
                project,
                LegacyVideos.uuid("scene " + n),
                "operations/" + n,
                "Cảnh mới số " + n,
                n,
                "VIDEO_ASPECT_RATIO_LANDSCAPE",
                "pending",
                LegacyVideos.time(n),
                LegacyVideos.time(n));
    }

    /** Sets a video to completed. */
    public int completeVideo(String id) throws SQLException {
        return update(
                "UPDATE " + VIDEOS
                        + " SET status = ?, video_url = ?, video_path = ?, raw_response = ?, error_message = NULL,"
                        + " completed_at = ?, updated_at = ? WHERE id = ?",
                "completed",
                "https://media.example/done/" + id,
                "D:\\Phim\\" + id + ".mp4",
                "{\"done\": true, \"tên\": \"Tết\"}",
                LegacyVideos.time(99_999),
                LegacyVideos.time(99_999),
                id);
    }

    /** Sets a video's columns of version 11. */
    public int addMedia(String id) throws SQLException {
        return update(
                "UPDATE " + VIDEOS + " SET media_generation_id = ?, fife_url = ?, serving_base_uri = ? WHERE id = ?",
                "media-of-" + id,
                "https://media.example/fife",
                "https://media.example/base",
                id);
    }

    public List<String> video(String id) throws SQLException {
        return query("SELECT " + VIDEO_COLUMNS + " FROM " + VIDEOS + " WHERE id = ?", id);
    }

    public List<String> videosOfScene(String scene) throws SQLException {
        return query(
                "SELECT " + VIDEO_COLUMNS + " FROM " + VIDEOS + " WHERE scene_id = ? ORDER BY created_at DESC", scene);
    }

    public List<String> videosOfProfile(String profile) throws SQLException {
        return query(
                "SELECT " + VIDEO_COLUMNS + " FROM " + VIDEOS
                        + " WHERE profile_id = ? ORDER BY created_at DESC LIMIT 50",
                profile);
    }

    public List<String> videosOfStatus(String status) throws SQLException {
        return query("SELECT " + VIDEO_COLUMNS + " FROM " + VIDEOS + " WHERE status = ? ORDER BY created_at", status);
    }

    public int insertProfile(String id) throws SQLException {
        return update(
                "INSERT INTO profiles (id, name, user_data_dir, credit_remaining, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                id,
                "Hồ sơ mới",
                "/profiles/" + id,
                99.5,
                LegacyVideos.time(0),
                LegacyVideos.time(0));
    }

    public int insertProject(String id, String providerId, String profile) throws SQLException {
        return update(
                "INSERT INTO veo3_projects (id, project_id, profile_id, name, status, scenes, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                providerId,
                profile,
                "Dự án mới",
                "draft",
                "[]",
                LegacyVideos.time(0),
                LegacyVideos.time(0));
    }

    public int insertUpscale(String id, String video, String profile, String project) throws SQLException {
        return update(
                "INSERT INTO veo3_video_upscales (id, source_generation_id, profile_id, project_id, scene_id,"
                        + " operation_name, status, model, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                video,
                profile,
                project,
                "scene of " + id,
                "operations/" + id,
                "pending",
                "veo_2_1080p_upsampler_8s",
                LegacyVideos.time(0),
                LegacyVideos.time(0));
    }

    /** Deletes a profile, and with it the rows that refer to it. */
    public int deleteProfile(String id) throws SQLException {
        return update("DELETE FROM profiles WHERE id = ?", id);
    }

    /** Runs the statements that the app runs each time it starts. */
    public void start() throws SQLException {
        if (hasTable(VIDEOS)) {
            execute("CREATE INDEX IF NOT EXISTS idx_veo3_video_generations_profile_id ON " + VIDEOS + " (profile_id)");
            execute("CREATE INDEX IF NOT EXISTS idx_veo3_video_generations_status ON " + VIDEOS + " (status)");
        }
        execute("CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)");
    }

    /** The last migration that the app has recorded. */
    public int version() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT max(version) FROM schema_migrations")) {
            return rows.getInt(1);
        }
    }

    boolean hasTable(String name) throws SQLException {
        return !query("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", name)
                .isEmpty();
    }

    boolean hasColumn(String table, String name) throws SQLException {
        return LegacyRow.columns(connection, table).contains(name);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    List<String> query(String sql, Object... values) throws SQLException {
        List<String> result = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    StringJoiner row = new StringJoiner(" | ");
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        Object value = rows.getObject(i);
                        row.add(value instanceof byte[] blob ? HexFormat.of().formatHex(blob) : String.valueOf(value));
                    }
                    result.add(row.toString());
                }
            }
        }
        return result;
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
