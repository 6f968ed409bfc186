package io.github.reelstore.sqlite.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckConstraintParserTest {

    private static final Set<String> COLUMNS = Set.of("id", "status", "seed", "video_path");

    private static String table(String definitions) {
        return "CREATE TABLE veo3_video_generations (id TEXT PRIMARY KEY, seed INTEGER, video_path TEXT, " + definitions
                + ")";
    }

    private static List<String> allowed(String definitions) throws SQLException {
        String sql = table(definitions);
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = memory.createStatement()) {
            // checks that SQLite accepts the definition
            statement.execute(sql);
        }
        return CheckConstraintParser.allowed(sql, COLUMNS).orElse(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status TEXT NOT NULL CHECK (status IN ('queued', 'it''s', 'done'))",
                "status TEXT CHECK(status in('queued','it\'\'s','done'))",
                "\"status\" TEXT CHECK (\"status\" IN ('queued', 'it''s', 'done'))",
                "[status] TEXT, CONSTRAINT known CHECK ([Status] IN ('queued', 'it''s', 'done'))",
                "status TEXT CHECK (`status` IN (\"queued\", \"it's\", \"done\"))",
                "status TEXT CHECK (status = 'queued' OR status == 'it''s' OR status='done')",
                "status TEXT CHECK (status IS NULL OR (status IN ('queued', 'it''s', 'done')))",
                "status TEXT CHECK (veo3_video_generations.status IN ('queued', 'it''s', 'done'))",
                "status TEXT /* CHECK (status IN ('a')) */ CHECK -- (status IN ('b'))\n (status IN ('queued', 'it''s', 'done'))",
                "status TEXT DEFAULT 'CHECK (status IN (''c''))' CHECK (status IN ('queued', 'it''s', 'done'))",
                "status TEXT CHECK (seed > 0), CHECK (status IN ('queued', 'it''s', 'done')), CHECK (video_path <> 'x')",
                "status TEXT CHECK (status IN ('gone', 'queued', 'it''s', 'done')) CHECK (status <> 'gone')",
                "status TEXT CHECK (CASE status WHEN 'queued' THEN 1 WHEN 'it''s' THEN 1 WHEN 'done' THEN 1 ELSE 0 END)",
                "status TEXT CHECK (status COLLATE NOCASE IN ('queued', 'it''s', 'done'))"
            })
    void allowedStatusesAreFoundInAnyNotation(String definitions) throws SQLException {
        assertThat(allowed(definitions)).containsExactly("queued", "it's", "done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status TEXT",
                "status TEXT CHECK (status <> '')",
                "status TEXT CHECK (length(status) < 100)",
                "status TEXT CHECK (seed IN (1, 2))",
                "status TEXT CHECK (video_path IN ('status', 'other'))",
                "status TEXT CHECK (status <> 'done' OR video_path IS NOT NULL)",
                "status TEXT CHECK (id <> 'CHECK (status IN (''a''))')"
            })
    void checkWithoutAListAllowsAnyStatus(String definitions) throws SQLException {
        assertThat(allowed(definitions)).isEmpty();
    }
}
