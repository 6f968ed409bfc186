package io.github.reelstore.sqlite.adoption;

import static io.github.reelstore.sqlite.adoption.LegacySchema.CLIPS;
import static io.github.reelstore.sqlite.adoption.LegacyVideos.row;

import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyRow.Bytes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Rows that the app's table allows and nobody would expect. */
final class LegacyOddities {

    /** The project of the rows with odd times. */
    static final String PROJECT_OF_TIMES = "thời gian lạ";

    /** Ids that are no names of files. */
    static final List<String> IDS = List.of(
            "a/b",
            "../../etc/passwd",
            "/absolute",
            "C:\\clips\\1",
            " leading and trailing ",
            " ",
            "",
            "quote\"'`",
            "line\nbreak\ttab\r",
            "Cảnh số một – Đất Việt",
            // the same letters, composed otherwise
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

    /** What stands in created_at, in no order. */
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

    /** @param next the number from which rows are counted, so that ids and scenes are new */
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

    private LegacyRow clip() {
        return row(next++, shape, 0);
    }

    private void nullIds() throws SQLException {
        for (int i = 0; i < 3; i++) {
            clip().with("id", null).insert(connection, CLIPS);
        }
    }

    private void duplicateScenes() throws SQLException {
        if (!shape.isLoose()) {
            throw new IllegalArgumentException("only the loose shapes let scenes occur twice");
        }
        for (int i = 0; i < 3; i++) {
            clip().with("scene_id", "the same scene").insert(connection, CLIPS);
        }
    }

    private void orphanProfiles() throws SQLException {
        clip().with("profile_id", "profile_0_gone").insert(connection, CLIPS);
        clip().with("profile_id", "profile_0_gone")
                .with("project_id", "project of nobody")
                .insert(connection, CLIPS);
    }

    private void invalidUtf8() throws SQLException {
        Bytes broken = new Bytes(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'z', (byte) 0xe1, (byte) 0xba});
        for (String column : List.of("prompt", "error_message", "raw_response", "video_path", "scene_id", "title")) {
            clip().with(column, broken).insert(connection, CLIPS);
        }
    }

    private void blobsInText() throws SQLException {
        byte[] blob = {0, 1, 2, (byte) 0xfe, 'x'};
        for (String column : List.of("prompt", "error_message", "raw_response", "video_url", "title")) {
            clip().with(column, blob).insert(connection, CLIPS);
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
        // a blob, since the column's affinity makes text of numbers
        oddTime("2025-10-12T06:00:05.000Z".getBytes(StandardCharsets.UTF_8));
        if (shape.isLoose()) {
            clip().with("project_id", PROJECT_OF_TIMES)
                    .with("created_at", null)
                    .with("updated_at", null)
                    .insert(connection, CLIPS);
        }
    }

    private void oddTime(Object time) throws SQLException {
        clip().with("project_id", PROJECT_OF_TIMES)
                .with("created_at", time)
                .with("updated_at", time)
                .with("completed_at", time)
                .insert(connection, CLIPS);
    }

    private void nulCharacters() throws SQLException {
        Bytes nul = new Bytes("before\0after".getBytes(StandardCharsets.UTF_8));
        for (String column : Arrays.asList("prompt", "video_path", "raw_response", "scene_id")) {
            clip().with(column, nul).insert(connection, CLIPS);
        }
    }

    private void ids(List<String> ids) throws SQLException {
        for (String id : ids) {
            clip().with("id", id)
                    .with("project_id", "p " + id)
                    .with("prompt", id)
                    .insert(connection, CLIPS);
            clip().with("project_id", id).insert(connection, CLIPS);
        }
    }
}
