package io.github.reelstore.sqlite.adoption;

import static io.github.reelstore.sqlite.adoption.LegacySchema.VIDEOS;
import static io.github.reelstore.sqlite.adoption.LegacyVideos.row;

import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyRow.Bytes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Unusual rows that the app's table allows. */
final class LegacyOddities {

    /** The project of the rows with odd times. */
    static final String PROJECT_OF_TIMES = "thời gian lạ";

    /** Ids that are not valid file names. */
    static final List<String> IDS = List.of(
            "a/b",
            "../../etc/passwd",
            "/absolute",
            "C:\\videos\\1",
            " leading and trailing ",
            " ",
            "",
            "quote\"'`",
            "line\nbreak\ttab\r",
            "Cảnh số một – Đất Việt",
            // the same letters in another normalization form
            "Ca\u0309nh so\u0302\u0301 mo\u0323\u0302t – \u0110a\u0302\u0301t Vie\u0323\u0302t",
            "🐉",
            ".",
            "..",
            "CON",
            "x".repeat(300),
            "UPPER",
            "upper");

    private static final List<String> METACHARACTERS = List.of(
            "'; DROP TABLE profiles; --",
            "%",
            "_",
            "\\",
            "${id}",
            "#{id}",
            "?",
            ":id",
            "\" OR \"\" = \"",
            "/* comment */",
            "NULL",
            "0");

    /** Values of created_at, unsorted. */
    private static final List<String> TIMES = List.of(
            "2025-10-12T06:00:03.000Z",
            "2025-10-12 06:00:01",
            "2025-10-12T13:00:02+07:00",
            "2025-10-12T06:00:00.123456Z",
            "2025-10-12T06:00:00Z",
            "2025-10-12 06:00:04.5",
            "2025-10-12",
            "2025-02-30T00:00:00.000Z",
            "1760248800250",
            "1760248800.25",
            "now",
            "hôm qua",
            "",
            "0000-00-00 00:00:00",
            "9999-12-31T23:59:59.999Z",
            "10000-01-01T00:00:00.000Z");

    private final Connection connection;
    private final Shape shape;
    private int next;

    /** @param next the number of the next row, from which new ids and scenes are derived */
    LegacyOddities(Connection connection, Shape shape, int next) {
        this.connection = connection;
        this.shape = shape;
        this.next = next;
    }

    void insert(Odd odd) throws SQLException {
        switch (odd) {
            case NULL_IDS -> nullIds();
            case DUPLICATE_SCENES -> duplicateScenes();
            case ORPHAN_PROFILES -> orphanProfiles();
            case INVALID_UTF8 -> invalidUtf8();
            case BLOBS_IN_TEXT -> blobsInText();
            case FK_VIOLATIONS -> foreignKeyViolations();
            case ODD_TIMESTAMPS -> timestamps();
            case NUL_CHARACTERS -> nulCharacters();
            case ODD_IDS -> ids(IDS);
            case SQL_METACHARACTERS -> ids(METACHARACTERS);
        }
    }

    private LegacyRow video() {
        return row(next++, shape, 0);
    }

    private void nullIds() throws SQLException {
        for (int i = 0; i < 3; i++) {
            video().with("id", null).insert(connection, VIDEOS);
        }
    }

    private void duplicateScenes() throws SQLException {
        if (!shape.isLoose()) {
            throw new IllegalArgumentException("only the loose shapes allow duplicate scenes");
        }
        for (int i = 0; i < 3; i++) {
            video().with("scene_id", "the same scene").insert(connection, VIDEOS);
        }
    }

    private void orphanProfiles() throws SQLException {
        video().with("profile_id", "profile_0_gone").insert(connection, VIDEOS);
        video().with("profile_id", "profile_0_gone")
                .with("project_id", "project without other videos")
                .insert(connection, VIDEOS);
    }

    private void invalidUtf8() throws SQLException {
        Bytes broken = new Bytes(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'z', (byte) 0xe1, (byte) 0xba});
        for (String column : List.of("prompt", "error_message", "raw_response", "video_path", "scene_id", "title")) {
            video().with(column, broken).insert(connection, VIDEOS);
        }
    }

    private void blobsInText() throws SQLException {
        byte[] blob = {0, 1, 2, (byte) 0xfe, 'x'};
        for (String column : List.of("prompt", "error_message", "raw_response", "video_url", "title")) {
            video().with(column, blob).insert(connection, VIDEOS);
        }
    }

    private void foreignKeyViolations() throws SQLException {
        for (int i = 0; i < 2; i++) {
            LegacyForeignTables.project("veo3_0_orphan" + i, "orphan " + i, "profile_0_gone", "Mồ côi")
                    .insert(connection, "veo3_projects");
        }
        if (shape.version() >= 33) {
            LegacyForeignTables.image(1000, "profile_0_gone").insert(connection, "veo3_image_generations");
        }
    }

    private void timestamps() throws SQLException {
        for (String time : TIMES) {
            oddTime(time);
        }
        // a blob, because the column's affinity converts numbers to text
        oddTime("2025-10-12T06:00:05.000Z".getBytes(StandardCharsets.UTF_8));
        if (shape.isLoose()) {
            video().with("project_id", PROJECT_OF_TIMES)
                    .with("created_at", null)
                    .with("updated_at", null)
                    .insert(connection, VIDEOS);
        }
    }

    private void oddTime(Object time) throws SQLException {
        video().with("project_id", PROJECT_OF_TIMES)
                .with("created_at", time)
                .with("updated_at", time)
                .with("completed_at", time)
                .insert(connection, VIDEOS);
    }

    private void nulCharacters() throws SQLException {
        Bytes nul = new Bytes("before\0after".getBytes(StandardCharsets.UTF_8));
        for (String column : Arrays.asList("prompt", "video_path", "raw_response", "scene_id")) {
            video().with(column, nul).insert(connection, VIDEOS);
        }
    }

    private void ids(List<String> ids) throws SQLException {
        for (String id : ids) {
            video().with("id", id)
                    .with("project_id", "p " + id)
                    .with("prompt", id)
                    .insert(connection, VIDEOS);
            video().with("project_id", id).insert(connection, VIDEOS);
        }
    }
}
