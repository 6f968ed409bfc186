package io.github.reelstore.sqlite.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening a database of schema version 6 moves what the store knows about files out of {@code meta}. */
class MediaInfoMoveTest {

    private static final String INFO = "{\"codecs\":[\"h264\"],\"claimed\":{\"width\":\"7\"}}";

    private static final List<String> TABLES =
            List.of("video_projects", "veo3_video_generations", "image_generations", "audio_generations");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void databaseOfVersion6() {
        file = folder.resolve("store.db");
        Flyway.configure(MediaInfoMoveTest.class.getClassLoader())
                .dataSource(url(), "", "")
                .locations("classpath:io/github/reelstore/sqlite/migration")
                .table(SqliteMigrations.HISTORY)
                .target("6")
                .loggers("slf4j")
                .load()
                .migrate();
    }

    private String url() {
        return "jdbc:sqlite:" + file;
    }

    private void insert(String table, String id, @Nullable String meta) throws SQLException {
        String columns = table.equals("video_projects")
                ? "title"
                : table.equals("veo3_video_generations") ? "prompt" : "provider, file_path";
        String values = columns.contains(",") ? "'p', 'projects/p/file'" : "'p'";
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                        + " (id, profile_id, created_at, updated_at, meta, " + columns + ") VALUES (?, 'studio',"
                        + " '2026-01-01T00:00:00.000000Z', '2026-01-02T00:00:00.000000Z', ?, " + values + ")")) {
            insert.setString(1, id);
            insert.setString(2, meta);
            insert.executeUpdate();
        }
    }

    private Transactions open() {
        return SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC());
    }

    /** The columns meta and media_info of a table, by id. */
    private Map<String, List<Optional<String>>> stored(String table) throws SQLException {
        Map<String, List<Optional<String>>> stored = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, meta, media_info FROM " + table)) {
            while (rows.next()) {
                stored.put(
                        rows.getString(1),
                        List.of(Optional.ofNullable(rows.getString(2)), Optional.ofNullable(rows.getString(3))));
            }
        }
        return stored;
    }

    @Test
    void eachTableKeepsTheRestOfMetaToTheByte() throws SQLException {
        for (String table : TABLES) {
            insert(table, "both", "{ \"take\" : 3.0, \"reelstore\":" + INFO + ", \"note\": \"\\u00e9\"}");
            insert(table, "callers", "{\"a\": {\"reelstore\": {}}, \"reelstore\": 1}");
            insert(table, "none", null);
            insert(table, "stores", "{\"reelstore\":" + INFO + "}");
        }
        open().close();
        for (String table : TABLES) {
            assertThat(stored(table))
                    .as(table)
                    .containsExactly(
                            Map.entry(
                                    "both",
                                    List.of(
                                            Optional.of("{ \"take\" : 3.0, \"note\": \"\\u00e9\"}"),
                                            Optional.of(INFO))),
                            Map.entry(
                                    "callers",
                                    List.of(
                                            Optional.of("{\"a\": {\"reelstore\": {}}, \"reelstore\": 1}"),
                                            Optional.empty())),
                            Map.entry("none", List.of(Optional.empty(), Optional.empty())),
                            Map.entry("stores", List.of(Optional.empty(), Optional.of(INFO))));
        }
    }

    @Test
    void movedRowsAreRead() throws SQLException {
        insert("image_generations", "i", "{\"reelstore\":" + INFO + ",\"take\":3}");
        try (Transactions store = open()) {
            var image = store.readOnly(
                    new ProfileId("studio"),
                    tx -> tx.images().find(new ImageId("i")).orElseThrow());
            assertThat(image.meta()).contains(new JsonText("{\"take\":3}"));
            assertThat(image.mediaInfo()).contains(MediaInfo.of(new JsonText(INFO)));
            assertThat(image.updatedAt()).isEqualTo("2026-01-02T00:00:00Z");
        }
    }

    /** What callers write after the upgrade is theirs, also under the old name. */
    @Test
    void moveHappensOnce() throws SQLException {
        open().close();
        insert("image_generations", "later", "{\"reelstore\":" + INFO + "}");
        open().close();
        assertThat(stored("image_generations"))
                .containsOnly(
                        Map.entry("later", List.of(Optional.of("{\"reelstore\":" + INFO + "}"), Optional.empty())));
    }

    @Test
    void moreRowsThanFitInOneStepAreMoved() throws SQLException {
        String fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)"
                + " INSERT INTO image_generations (id, profile_id, provider, file_path, created_at, updated_at, meta)"
                + " SELECT 'i' || i, 'studio', 'p', 'projects/p/' || i, 'x', 'x', '{\"n\":' || i || ',\"reelstore\":' || ? || '}' FROM n";
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement insert = connection.prepareStatement(fill)) {
            insert.setString(1, INFO);
            insert.executeUpdate();
        }
        open().close();
        Map<String, List<Optional<String>>> stored = stored("image_generations");
        assertThat(stored).hasSize(1001);
        stored.forEach((id, values) ->
                assertThat(values).containsExactly(Optional.of("{\"n\":" + id.substring(1) + "}"), Optional.of(INFO)));
    }
}
