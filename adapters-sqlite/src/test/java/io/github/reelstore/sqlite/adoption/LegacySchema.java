package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import java.util.ArrayList;
import java.util.List;

/** The tables of the desktop app as its versions create them. */
final class LegacySchema {

    static final String VIDEOS = "veo3_video_generations";

    private static final String STATUS_CHECK = "CHECK (status IN ('pending', 'processing', 'completed', 'failed'))";
    private static final String OWNED_BY_PROFILE = "FOREIGN KEY (profile_id) REFERENCES profiles(id) ON DELETE CASCADE";

    private LegacySchema() {}

    static List<String> of(Shape shape) {
        List<String> statements = new ArrayList<>(otherTables(shape.version()));
        if (shape.hasVideos()) {
            statements.add(videoTable(shape));
            statements.addAll(later(shape));
            statements.addAll(videoIndexes(shape));
        }
        if (shape.version() >= 26) {
            statements.add(upscales(shape));
        }
        return statements;
    }

    private static List<String> otherTables(int version) {
        List<String> tables = new ArrayList<>();
        tables.add("CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)");
        tables.add(profiles("profiles", version));
        tables.add("CREATE TABLE veo3_projects (id TEXT PRIMARY KEY, project_id TEXT NOT NULL UNIQUE,"
                + " profile_id TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL"
                + " CHECK (status IN ('draft', 'processing', 'completed', 'failed')), scenes TEXT NOT NULL,"
                + " json_prompt TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, " + OWNED_BY_PROFILE + ")");
        tables.add("CREATE INDEX idx_veo3_projects_profile_id ON veo3_projects (profile_id)");
        String channels = channels(version);
        tables.add("CREATE TABLE " + channels + " (id TEXT PRIMARY KEY, channel_id TEXT NOT NULL UNIQUE,"
                + " channel_name TEXT NOT NULL, channel_url TEXT NOT NULL, subscriber_count INTEGER,"
                + " video_count INTEGER, view_count INTEGER, last_analyzed_at TEXT, created_at TEXT NOT NULL,"
                + " updated_at TEXT NOT NULL)");
        tables.add("CREATE TABLE youtube_video_analyses (id TEXT PRIMARY KEY, video_id TEXT NOT NULL UNIQUE,"
                + " channel_id TEXT NOT NULL REFERENCES " + channels + "(channel_id) ON DELETE CASCADE,"
                + " views INTEGER NOT NULL, created_at TEXT NOT NULL)");
        tables.add("CREATE TABLE automation_tasks (id TEXT PRIMARY KEY, profile_id TEXT NOT NULL,"
                + " name TEXT NOT NULL, status TEXT NOT NULL, created_at TEXT NOT NULL, " + OWNED_BY_PROFILE + ")");
        tables.add("CREATE TABLE master_prompts (id INTEGER PRIMARY KEY AUTOINCREMENT, provider TEXT NOT NULL,"
                + " prompt_template TEXT NOT NULL, is_active INTEGER DEFAULT 1, created_at TEXT NOT NULL)");
        if (version >= 33) {
            tables.add("CREATE TABLE veo3_image_generations (id TEXT PRIMARY KEY, profile_id TEXT NOT NULL,"
                    + " name TEXT NOT NULL, aspect_ratio TEXT, workflow_id TEXT NOT NULL, media_key TEXT NOT NULL,"
                    + " local_path TEXT, fife_url TEXT, created_at TEXT NOT NULL, " + OWNED_BY_PROFILE + ")");
            tables.add("CREATE INDEX idx_veo3_images_media_key ON veo3_image_generations (media_key)");
        }
        return tables;
    }

    static String channels(int version) {
        return version < 12 ? "youtube_channels" : "channels";
    }

    static String profiles(String name, int version) {
        return "CREATE TABLE " + name + " (id TEXT PRIMARY KEY, name TEXT NOT NULL, browser_path TEXT,"
                + " user_data_dir TEXT NOT NULL, user_agent TEXT, proxy_server TEXT, proxy_username TEXT,"
                + " proxy_password TEXT, credit_remaining REAL DEFAULT 0, tags TEXT,"
                + (version <= 30 ? " is_logged_in INTEGER DEFAULT 0," : "")
                + " created_at TEXT NOT NULL, updated_at TEXT NOT NULL)";
    }

    static String videoTable(Shape shape) {
        return switch (shape) {
            case ABSENT -> throw new IllegalArgumentException("version 9 has no table of videos");
            case STRICT, STRICT_WITHOUT_LATER, STRICT_35 ->
                "CREATE TABLE veo3_video_generations (id TEXT PRIMARY KEY, profile_id TEXT NOT NULL,"
                        + " project_id TEXT NOT NULL, scene_id TEXT NOT NULL UNIQUE, operation_name TEXT NOT NULL,"
                        + " prompt TEXT NOT NULL, seed INTEGER NOT NULL, aspect_ratio TEXT NOT NULL,"
                        + " status TEXT NOT NULL " + STATUS_CHECK + ", video_url TEXT, video_path TEXT,"
                        + " error_message TEXT, raw_response TEXT, created_at TEXT NOT NULL,"
                        + " updated_at TEXT NOT NULL, completed_at TEXT, " + OWNED_BY_PROFILE + ")";
            case VIDEO_ID, VIDEO_ID_WITH_LATER ->
                "CREATE TABLE veo3_video_generations (id TEXT PRIMARY KEY, profile_id TEXT NOT NULL,"
                        + " project_id TEXT NOT NULL, video_id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,"
                        + " description TEXT, status TEXT NOT NULL DEFAULT 'pending' " + STATUS_CHECK + ","
                        + " progress_percent INTEGER DEFAULT 0, error_message TEXT, metadata TEXT,"
                        + " generated_at TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,"
                        + " FOREIGN KEY (project_id) REFERENCES veo3_projects(id) ON DELETE CASCADE, "
                        + OWNED_BY_PROFILE + ")";
            case LOOSE, LOOSE_35 -> looseVideoTable(VIDEOS);
        };
    }

    /** Shape A, into which the app's migration 032 also converts the video_id shape. */
    static String looseVideoTable(String name) {
        return "CREATE TABLE " + name + " (id TEXT PRIMARY KEY, profile_id TEXT NOT NULL, project_id TEXT NOT NULL,"
                + " scene_id TEXT, operation_name TEXT, prompt TEXT, seed INTEGER, aspect_ratio TEXT, status TEXT,"
                + " media_generation_id TEXT, fife_url TEXT, serving_base_uri TEXT, video_url TEXT, video_path TEXT,"
                + " error_message TEXT, raw_response TEXT, created_at TEXT, updated_at TEXT, completed_at TEXT, "
                + OWNED_BY_PROFILE + ")";
    }

    /** Columns that migrations of the app added, in their order. */
    private static List<String> later(Shape shape) {
        List<String> columns = new ArrayList<>();
        if (shape == Shape.VIDEO_ID_WITH_LATER) {
            columns.addAll(List.of(
                    "scene_id TEXT",
                    "operation_name TEXT",
                    "prompt TEXT",
                    "seed INTEGER",
                    "aspect_ratio TEXT",
                    "video_url TEXT",
                    "video_path TEXT",
                    "raw_response TEXT",
                    "completed_at TEXT"));
        }
        if (shape == Shape.STRICT || shape == Shape.STRICT_35 || shape == Shape.VIDEO_ID_WITH_LATER) {
            columns.addAll(List.of("media_generation_id TEXT", "fife_url TEXT", "serving_base_uri TEXT"));
        }
        if (shape.version() >= 35) {
            columns.addAll(List.of("generation_type TEXT DEFAULT 'text-to-video'", "image_references TEXT"));
        }
        return columns.stream()
                .map(column -> "ALTER TABLE " + VIDEOS + " ADD COLUMN " + column)
                .toList();
    }

    static List<String> videoIndexes(Shape shape) {
        List<String> indexes = new ArrayList<>(List.of(
                index("idx_veo3_generations_profile_id", "profile_id"),
                index("idx_veo3_generations_project_id", "project_id"),
                index("idx_veo3_generations_status", "status")));
        if (shape != Shape.VIDEO_ID) {
            indexes.add(index("idx_veo3_generations_scene_id", "scene_id"));
        }
        if (shape.version() >= 12) {
            indexes.add(index("idx_veo3_video_generations_profile_id", "profile_id"));
            indexes.add(index("idx_veo3_video_generations_status", "status"));
        }
        if (shape.version() >= 35) {
            indexes.add(index("idx_veo3_video_generations_type", "generation_type"));
        }
        return indexes;
    }

    private static String index(String name, String column) {
        return "CREATE INDEX IF NOT EXISTS " + name + " ON " + VIDEOS + " (" + column + ")";
    }

    private static String upscales(Shape shape) {
        String parent = shape.version() < 30 ? " REFERENCES " + VIDEOS + "(id) ON DELETE SET NULL" : "";
        return "CREATE TABLE veo3_video_upscales (id TEXT PRIMARY KEY, source_generation_id TEXT" + parent + ","
                + " profile_id TEXT, project_id TEXT, scene_id TEXT NOT NULL, operation_name TEXT NOT NULL,"
                + " status TEXT NOT NULL DEFAULT 'pending', model TEXT NOT NULL DEFAULT 'veo_2_1080p_upsampler_8s',"
                + " video_path TEXT, raw_response TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,"
                + " completed_at TEXT)";
    }
}
