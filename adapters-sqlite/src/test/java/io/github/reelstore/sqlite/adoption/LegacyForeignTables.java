package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows of the app's other tables. */
final class LegacyForeignTables {

    static final int PROJECT_ROWS = 5;

    private static final String THEN = "2025-10-12T06:01:01.250Z";
    static final List<String> PROJECT_NAMES =
            List.of("Phim ngắn Tết 2026", "Tập 1: \"Biển động\"", "Truyện cổ tích 🐉", "nháp", "Dự án  số 5");

    private LegacyForeignTables() {}

    /** The app's own id of a project. */
    static String projectRow(int n) {
        return "veo3_176024910325" + n + "_r0dc5wik" + n;
    }

    static void insert(Connection connection, Shape shape) throws SQLException {
        for (int version = 1; version <= shape.version(); version++) {
            new LegacyRow().with("version", version).with("applied_at", THEN).insert(connection, "schema_migrations");
        }
        List<String> names = List.of("Hiếu – kênh chính", "Dự phòng (VN)", "Kênh \"Đất Việt\" №3");
        for (int n = 0; n < names.size(); n++) {
            profile(LegacyVideos.PROFILES.get(n), names.get(n)).insert(connection, "profiles");
        }
        for (int n = 0; n < PROJECT_ROWS; n++) {
            // only the first two have a provider's id that videos use, as is typical in the field
            String provider = n < 2 ? LegacyVideos.PROJECTS.get(n) : LegacyVideos.uuid("unused project " + n);
            project(projectRow(n), provider, LegacyVideos.PROFILES.get(n % 3), PROJECT_NAMES.get(n))
                    .insert(connection, "veo3_projects");
        }
        others(connection, shape);
    }

    static LegacyRow profile(String id, String name) {
        return new LegacyRow()
                .with("id", id)
                .with("name", name)
                .with("user_data_dir", "C:\\Users\\Hiếu\\profiles\\" + id)
                .with("credit_remaining", 0.1)
                .with("tags", "[\"veo3\"]")
                .with("created_at", THEN)
                .with("updated_at", "2025-10-12 06:01:01");
    }

    static LegacyRow project(String id, String providerId, String profile, String name) {
        return new LegacyRow()
                .with("id", id)
                .with("project_id", providerId)
                .with("profile_id", profile)
                .with("name", name)
                .with("status", "draft")
                .with("scenes", "[]")
                .with("created_at", THEN)
                .with("updated_at", THEN);
    }

    static LegacyRow upscale(int n) {
        return new LegacyRow()
                .with("id", LegacyVideos.uuid("upscale " + n))
                .with("scene_id", LegacyVideos.uuid("upscaled scene " + n))
                .with("profile_id", LegacyVideos.PROFILES.get(n % 3))
                .with("project_id", LegacyVideos.projectOf(n))
                .with("operation_name", "operations/upscale-" + n)
                .with("status", "completed")
                .with("created_at", THEN)
                .with("updated_at", THEN);
    }

    static LegacyRow image(int n, String profile) {
        return new LegacyRow()
                .with("id", LegacyVideos.uuid("image " + n))
                .with("profile_id", profile)
                .with("name", "Ảnh " + n)
                .with("workflow_id", "workflow-" + n)
                .with("media_key", "media-" + n)
                .with("local_path", "D:\\Ảnh\\" + n + ".png")
                .with("created_at", THEN);
    }

    private static void others(Connection connection, Shape shape) throws SQLException {
        new LegacyRow()
                .with("id", "c1")
                .with("channel_id", "UCdatviet")
                .with("channel_name", "Đất Việt")
                .with("channel_url", "https://video.example/@datviet")
                .with("created_at", THEN)
                .with("updated_at", THEN)
                .insert(connection, LegacySchema.channels(shape.version()));
        new LegacyRow()
                .with("id", "a1")
                .with("video_id", "v1")
                .with("channel_id", "UCdatviet")
                .with("views", 12)
                .with("created_at", THEN)
                .insert(connection, "youtube_video_analyses");
        new LegacyRow()
                .with("provider", "veo")
                .with("prompt_template", "Một cảnh {mô tả}")
                .with("created_at", THEN)
                .insert(connection, "master_prompts");
        for (int n = 0; n < 10 && shape.version() >= 33; n++) {
            image(n, LegacyVideos.PROFILES.get(n % 3)).insert(connection, "veo3_image_generations");
        }
        for (int n = 0; n < 6 && shape.version() >= 26; n++) {
            // half of them of deleted videos; the video_id shape has no videos, and there the app sets NULL
            String source = shape.isVideoId() ? null : LegacyVideos.id(n % 2 == 0 ? n : -n);
            upscale(n).with("source_generation_id", source).insert(connection, "veo3_video_upscales");
        }
    }
}
