package io.github.reelstore.testkit.services;

import io.github.reelstore.domain.model.ChannelId;
import java.util.List;

/**
 * Many rows in all tables of a profile, made by the database itself: for tests and measurements of what becomes slower the more there
 * are. Half of them are older than now and half newer. The constraints of foreign keys need not hold while they are inserted.
 */
public final class ProfileFill {

    /** Which channel all of the projects are of. */
    public static final ChannelId CHANNEL = new ChannelId("channel beside");

    /** For {@code n.i} from 1. */
    private static final List<String> STATEMENTS = List.of(
            "INSERT INTO video_projects (id, profile_id, channel_id, title, status, video_path, created_at, updated_at)"
                    + " SELECT :id || 'p' || i, :profile, 'channel beside', 't', 'draft', :id || 'v' || i, :at, :at FROM n",
            "INSERT INTO image_generations (id, profile_id, project_id, provider, file_path, thumb_path, content_hash,"
                    + " byte_size, created_at, updated_at) SELECT :id || 'i' || i, :profile, :id || 'p' || i, 'x',"
                    + " :id || 'i' || i, :id || 't' || i, :hash || (1000000 + i), 1, :at, :at FROM n",
            "INSERT INTO audio_generations (id, profile_id, project_id, provider, language, file_path, content_hash,"
                    + " byte_size, created_at, updated_at) SELECT :id || 'a' || i, :profile, :id || 'p' || i, 'x', 'vi',"
                    + " :id || 'a' || i, :hash || (1000000 + i), 1, :at, :at FROM n",
            "INSERT INTO veo3_video_generations (id, profile_id, project_id, status, image_generation_id,"
                    + " audio_generation_id, file_path, content_hash, byte_size, created_at, updated_at)"
                    + " SELECT :id || 'g' || i, :profile, :id || 'p' || i, 'completed', :id || 'i' || i,"
                    + " :id || 'a' || i, :id || 'g' || i, :hash || (1000000 + i), 1, :at, :at FROM n",
            "INSERT INTO generation_inputs SELECT :id || 'g' || i, 'reference', 0, :id || 'i' || i FROM n",
            "INSERT INTO generation_audio_tracks SELECT :id || 'g' || i, 'vi', :id || 'a' || i FROM n",
            "INSERT INTO blob_tombstones SELECT :id || 'd' || i, :profile, :at FROM n");

    private static final String SECONDS = "(CAST(1500000000 AS bigint) + i % 2 * 1000000000 + i)";

    private ProfileFill() {}

    /** The statements for SQLite. */
    public static List<String> forSqlite(int rows, String profile) {
        return statements(rows, profile, "strftime('%Y-%m-%dT%H:%M:%S.000000Z', " + SECONDS + ", 'unixepoch')");
    }

    /** The statements for Postgres. */
    public static List<String> forPostgres(int rows, String profile) {
        return statements(rows, profile, "to_timestamp(" + SECONDS + ")");
    }

    private static List<String> statements(int rows, String profile, String at) {
        String numbers =
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows + ") SELECT";
        return STATEMENTS.stream()
                .map(sql -> sql.replaceFirst("SELECT", numbers)
                        .replace(":profile", "'" + profile + "'")
                        .replace(":id", "'" + profile + "-'")
                        .replace(":hash", "'" + "0".repeat(57) + "'")
                        .replace(":at", at))
                .toList();
    }
}
