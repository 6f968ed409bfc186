package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.AdoptionToBeKilled.Way;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that no known version of the app creates, but that are legal. */
@Tag("journey")
class AdoptionOfOddFilesIT {

    @TempDir
    Path folder;

    private LegacyDatabase create() {
        return LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
    }

    /** Adopts twice: the first adoption changes none of the app's rows, the second one changes nothing at all. */
    private static AdoptionPlan adoptTwice(LegacyDatabase legacy, Way way) {
        LegacyDump before = LegacyDump.of(legacy.file());
        AdoptionPlan changes = adopt(legacy, way);
        LegacyDump once = LegacyDump.of(legacy.file());
        assertThat(adopt(legacy, way).isEmpty()).isTrue();
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(once);
        assertThat(before.again(legacy.file())).isEqualTo(before);
        return changes;
    }

    private static AdoptionPlan adopt(LegacyDatabase legacy, Way way) {
        return Adoption.of(SqliteConfig.of(legacy.file()), way.limits())
                .adopt(Optional.empty(), (phase, done, total) -> {})
                .changes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b.db", "what?.db", "100%25.db", "#1.db", "kho dữ liệu.db", "it's; --.db", "a&mode=ro.db"})
    void anyFileName(String name) {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve(name), Shape.LOOSE_35);

        assertThat(adoptTwice(legacy, Way.AT_ONCE).generations()).isEqualTo(LegacyDatabase.VIDEOS);
        SqliteTransactions.open(SqliteConfig.of(legacy.file()), Clock.systemUTC())
                .close();
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfEveryKind(Way way) throws SQLException {
        LegacyDatabase legacy = create();
        update(
                legacy,
                "CREATE TABLE settings (key TEXT PRIMARY KEY, value) WITHOUT ROWID",
                "INSERT INTO settings VALUES ('a', 1), ('b', 2.5), ('c', x'00ff'), ('d', NULL)",
                "CREATE TABLE totals (n INTEGER, twice INTEGER AS (2 * n) STORED, thrice AS (3 * n) VIRTUAL)",
                "INSERT INTO totals (n) VALUES (1), (2)",
                "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, \"select\" TEXT, \"a \"\"b\"\"\" TEXT)",
                "INSERT INTO counted (\"select\") VALUES ('x')",
                "CREATE VIRTUAL TABLE words USING fts5(text)",
                "INSERT INTO words VALUES ('một hai ba')",
                "CREATE TABLE \"odd \"\"name\" (a)",
                "INSERT INTO \"odd \"\"name\" VALUES (1)",
                "CREATE VIEW finished AS SELECT id FROM veo3_video_generations WHERE status = 'completed'",
                "ANALYZE");
        String rows =
                "SELECT (SELECT group_concat(key || typeof(value)) FROM settings) || (SELECT sum(thrice) FROM totals)"
                        + " || (SELECT count(*) FROM words WHERE words MATCH 'hai') || (SELECT count(*) FROM finished)"
                        + " || (SELECT seq FROM sqlite_sequence)";
        String before = string(legacy, rows);

        AdoptionPlan changes = adopt(legacy, way);

        assertThat(changes.isEmpty()).isFalse();
        assertThat(string(legacy, rows)).isEqualTo(before);
        assertThat(adopt(legacy, way).isEmpty()).isTrue();
        assertThat(string(legacy, "PRAGMA integrity_check")).isEqualTo("ok");
    }

    @ParameterizedTest
    @EnumSource
    void thousandsOfProjects(Way way) throws SQLException {
        LegacyDatabase legacy = create();
        update(
                legacy,
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5003)"
                        + " INSERT INTO veo3_video_generations (id, profile_id, project_id, created_at)"
                        + " SELECT 'many-' || i, (SELECT min(id) FROM profiles), 'project ' || i, '2025-06-01T00:00:00.000Z'"
                        + " FROM n");

        assertThat(adoptTwice(legacy, way).projects()).isEqualTo(5_003 + 5);
        assertThat(string(legacy, "SELECT count(*) FROM video_projects WHERE title = 'Project of 2025-06-01'"))
                .isEqualTo("5003");
    }

    @ParameterizedTest
    @EnumSource
    void projectIdsThatAreNotValidText(Way way) throws SQLException {
        LegacyDatabase legacy = create();
        String insert =
                "INSERT INTO veo3_video_generations (id, profile_id, project_id, created_at) SELECT ?, min(id), %s, NULL FROM profiles";
        for (String project :
                new String[] {"''", "' '", "CAST(x'61ff62' AS TEXT)", "CAST(x'610062' AS TEXT)", "x'6162'", "7"}) {
            try (Connection connection = legacy.connect();
                    PreparedStatement statement = connection.prepareStatement(insert.formatted(project))) {
                statement.setString(1, "of " + project.replace("'", ""));
                statement.executeUpdate();
            }
        }

        AdoptionPlan changes = adoptTwice(legacy, way);

        assertThat(changes.warnings())
                .anyMatch(sentence -> sentence.contains("have no project"))
                .anyMatch(sentence -> sentence.contains("2 project(s) have an id that is not valid text"))
                .noneMatch(sentence -> sentence.contains("video(s) have an id that is not valid text"));
        assertThat(string(legacy, "SELECT count(*) FROM video_projects")).isEqualTo(changes.projects() + "");
        assertThat(string(legacy, "SELECT count(*) FROM video_projects WHERE hex(id) IN ('61FF62', '610062')"))
                .isEqualTo("2");
    }

    @Test
    void appProjectsWithoutTheExpectedColumnTypes() throws SQLException {
        LegacyDatabase legacy = create();
        update(
                legacy,
                "DROP TABLE veo3_projects",
                "CREATE TABLE veo3_projects (project_id, name, status INTEGER)",
                "INSERT INTO veo3_projects SELECT DISTINCT project_id, x'ff00', 3 FROM veo3_video_generations",
                "INSERT INTO veo3_projects SELECT * FROM veo3_projects");

        assertThat(adoptTwice(legacy, Way.AT_ONCE).projects()).isEqualTo(5);
        assertThat(string(legacy, "SELECT count(*) FROM video_projects WHERE title <> '' AND status = 'in_progress'"))
                .isEqualTo("5");
    }

    @Test
    void appThatCreatesItsProjectTableLater() throws SQLException {
        LegacyDatabase legacy = create();
        update(legacy, "DROP TABLE veo3_projects");

        assertThat(adoptTwice(legacy, Way.IN_STEPS).projects()).isEqualTo(5);
    }

    @Test
    void pagesOfAnotherSizeAndTextOfAnotherEncoding() throws SQLException {
        Path file = folder.resolve("utf16.db");
        try (Connection connection = new SqliteDataSource(SqliteConfig.of(file)).openConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA encoding = 'UTF-16le'");
            statement.execute("PRAGMA page_size = 1024");
            for (String sql : LegacySchema.of(Shape.LOOSE)) {
                statement.execute(sql);
            }
            statement.execute("INSERT INTO profiles (id, name, user_data_dir, created_at, updated_at)"
                    + " VALUES ('p', 'Một', '', '', '')");
            statement.execute("INSERT INTO veo3_video_generations (id, profile_id, project_id, prompt)"
                    + " VALUES ('g', 'p', 'dự án', 'hai')");
        }
        LegacyDump before = LegacyDump.of(file);

        AdoptionPlan changes = Adoption.of(SqliteConfig.of(file))
                .adopt(Optional.empty(), (phase, done, total) -> {})
                .changes();

        assertThat(changes.projects()).isOne();
        assertThat(before.again(file)).isEqualTo(before);
        assertThat(Adoption.of(SqliteConfig.of(file)).plan().isEmpty()).isTrue();
    }

    private static void update(LegacyDatabase legacy, String... statements) throws SQLException {
        try (Connection connection = legacy.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = OFF");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String string(LegacyDatabase legacy, String sql) throws SQLException {
        try (Connection connection = legacy.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
