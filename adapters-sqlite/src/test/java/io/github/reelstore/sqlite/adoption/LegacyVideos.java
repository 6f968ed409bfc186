package io.github.reelstore.sqlite.adoption;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows that the app normally creates: the nth row is the same in every file of a shape. */
final class LegacyVideos {

    static final List<String> PROFILES = List.of(
            "profile_1760248800250_k3v9q0d2x", "profile_1760248861250_w81mzt4ra", "profile_1760248922250_0phn5ye7c");

    /** The provider's ids. The app has a row for the first two. */
    static final List<String> PROJECTS =
            List.of(uuid("project 0"), uuid("project 1"), uuid("project 2"), uuid("project 3"), uuid("project 4"));

    private static final Instant START = Instant.parse("2025-10-12T06:51:36.425Z");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SPACED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> PROMPTS = List.of(
            "Bình minh trên vịnh Hạ Long, thuyền buồm nâu, máy quay lướt chậm",
            "A lighthouse at dusk, the lamp turns on",
            "Cô giáo \"Lan\" kể chuyện cổ tích 🐉 cho lũ trẻ; đêm mưa",
            "Ruộng bậc thang Mù Cang Chải\nmùa lúa chín, flycam");
    private static final List<String> PATHS = List.of(
            "D:\\Phim VEO3\\Tết Nguyên Đán\\cảnh %d.mp4",
            "\\\\may-chu\\video chung\\tap %d\\canh.mp4", "/Users/hieu/Movies/Đất Việt/video-%d.mp4");

    private LegacyVideos() {}

    static String uuid(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static String id(int n) {
        return uuid("video " + n).replace("-", "");
    }

    static String projectOf(int n) {
        return PROJECTS.get(n % PROJECTS.size());
    }

    /** The last project belongs to one profile, the others are shared by several, as is typical in the field. */
    static String profileOf(int n) {
        return PROFILES.get(n % PROJECTS.size() == PROJECTS.size() - 1 ? 0 : n % PROFILES.size());
    }

    static String time(int n) {
        return ISO.format(START.plusMillis(37_013L * n));
    }

    /** SQLite's own format, without a zone. */
    static String spacedTime(int n) {
        return SPACED.format(START.plusMillis(37_013L * n));
    }

    static LegacyRow row(int n) {
        String status = n % 10 == 0 ? "pending" : n % 10 == 1 ? "processing" : n % 10 == 2 ? "failed" : "completed";
        boolean completed = status.equals("completed");
        return new LegacyRow()
                .with("id", id(n))
                .with("profile_id", profileOf(n))
                .with("project_id", projectOf(n))
                .with("scene_id", uuid("scene " + n))
                .with("operation_name", "operations/" + uuid("operation " + n))
                .with("prompt", PROMPTS.get(n % PROMPTS.size()) + " #" + n)
                .with("seed", 1000 + n)
                .with("aspect_ratio", n % 4 == 0 ? "VIDEO_ASPECT_RATIO_PORTRAIT" : "VIDEO_ASPECT_RATIO_LANDSCAPE")
                .with("status", status)
                .with("media_generation_id", completed ? "media-" + n : null)
                .with("fife_url", completed ? "https://media.example/fife/" + n + "?sig=a%2Fb" : null)
                .with("serving_base_uri", completed ? "https://media.example/base/" + n : null)
                .with(
                        "video_url",
                        completed ? "https://media.example/v/" + n + ".mp4?Expires=1760338478&Signature=x%2By" : null)
                .with("video_path", completed && n % 2 == 0 ? PATHS.get(n % 3).formatted(n) : null)
                .with("error_message", status.equals("failed") ? "Bộ lọc an toàn: \"blocked\"" : null)
                .with("raw_response", completed ? response(n, n == 3 ? 1 << 20 : 0) : null)
                .with("created_at", time(n))
                .with("updated_at", time(n + 1))
                .with("completed_at", completed ? time(n + 1) : null)
                .with("generation_type", n % 3 == 0 ? "image-to-video" : "text-to-video")
                .with("image_references", n % 3 == 0 ? "[\"" + uuid("image " + n % 10) + "\"]" : null)
                // only in the video_id shape
                .with("video_id", "video-" + n)
                .with("title", "Cảnh " + n)
                .with("metadata", "{}")
                .with("generated_at", completed ? time(n + 1) : null);
    }

    /** A provider's response of at least {@code length} characters. */
    static String response(int n, int length) {
        String start = "{\"operation\": \"" + n + "\", \"ghi chú\": \"xong\", \"padding\": \"";
        return start + "x".repeat(Math.max(0, length - start.length() - 2)) + "\"}";
    }

    /** Applies what only the loose shapes allow. */
    static LegacyRow loosened(LegacyRow row, int n) {
        if (n % 20 == 7) {
            row.with("prompt", null)
                    .with("seed", null)
                    .with("aspect_ratio", null)
                    .with("scene_id", null);
        }
        if (n % PROJECTS.size() == 3) {
            row.with("created_at", spacedTime(n));
        }
        return row;
    }

    /**
     * Inserts rows {@code from} to {@code to} in one transaction.
     *
     * @param responseLength the length of their raw responses in characters; 0 for the default
     */
    static void insert(Connection connection, LegacyDatabase.Shape shape, int from, int to, int responseLength)
            throws SQLException {
        List<String> columns = LegacyRow.columns(connection, LegacySchema.VIDEOS);
        String sql = "INSERT INTO " + LegacySchema.VIDEOS + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int n = from; n < to; n++) {
                row(n, shape, responseLength).bind(insert, columns);
                insert.addBatch();
                if (n % 1000 == 999) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    static LegacyRow row(int n, LegacyDatabase.Shape shape, int responseLength) {
        LegacyRow row = row(n);
        if (responseLength > 0) {
            row.with("raw_response", response(n, responseLength));
        }
        if (shape.isLoose()) {
            loosened(row, n);
        }
        if (shape.isVideoId()) {
            row.with("project_id", LegacyForeignTables.projectRow(n % LegacyForeignTables.PROJECT_ROWS));
        }
        return row;
    }

    /** A text value of a row; null if the column has none. */
    static @Nullable String text(LegacyRow row, String column) {
        return row.get(column) instanceof String text ? text : null;
    }
}
