package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.testservers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Opening a database of schema version 6 moves what the store knows about files out of {@code meta}. */
class PostgresMediaInfoIT {

    private static final PostgresServer SERVER = PostgresServer.embedded();

    private final PostgresConfig config =
            PostgresConfig.of(SERVER.newDatabase()).withCredentials(SERVER.user(), SERVER.password());

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(config.url() + "?currentSchema=reelstore", SERVER.user(), SERVER.password());
    }

    private void databaseOfVersion6() {
        Flyway.configure(PostgresMediaInfoIT.class.getClassLoader())
                .dataSource(config.url(), SERVER.user(), SERVER.password())
                .locations("classpath:io/github/reelstore/postgres/migration")
                .schemas("reelstore")
                .table(PostgresMigrations.HISTORY)
                .target("6")
                .loggers("slf4j")
                .load()
                .migrate();
    }

    private List<String> stored(String table) throws SQLException {
        List<String> stored = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id || ': ' || coalesce(meta::text, 'NULL') || ' ' || coalesce(media_info::text, 'NULL') FROM "
                                + table + " ORDER BY id")) {
            while (rows.next()) {
                stored.add(rows.getString(1));
            }
        }
        return stored;
    }

    private void insert(String table, String id, String meta) throws SQLException {
        String columns = switch (table) {
            case "video_projects" -> "title";
            case "veo3_video_generations" -> "prompt";
            default -> "provider, file_path";
        };
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO " + table + " (id, profile_id, created_at, updated_at, meta, " + columns
                    + ") VALUES ('" + id + "', 'p', now(), now(), " + meta + ", 'x'"
                    + (columns.contains(",") ? ", 'projects/p/x'" : "") + ")");
        }
    }

    @Test
    void eachTableKeepsTheRestOfMeta() throws SQLException {
        databaseOfVersion6();
        List<String> tables =
                List.of("video_projects", "veo3_video_generations", "image_generations", "audio_generations");
        for (String table : tables) {
            insert(table, "1", "'{\"take\": 3.0, \"reelstore\": {\"codecs\": [\"h264\"]}}'");
            insert(table, "2", "'{\"reelstore\": {\"codecs\": []}}'");
            insert(table, "3", "'{\"reelstore\": 1, \"a\": {\"reelstore\": {}}}'");
            insert(table, "4", "'[{\"reelstore\": {}}]'");
            insert(table, "5", "'\"reelstore\"'");
            insert(table, "6", "NULL");
            insert(table, "7", "'{}'");
        }
        PostgresTransactions.open(config, Clock.systemUTC()).close();
        for (String table : tables) {
            assertThat(stored(table))
                    .as(table)
                    .containsExactly(
                            "1: {\"take\": 3.0} {\"codecs\": [\"h264\"]}",
                            "2: NULL {\"codecs\": []}",
                            "3: {\"a\": {\"reelstore\": {}}, \"reelstore\": 1} NULL",
                            "4: [{\"reelstore\": {}}] NULL",
                            "5: \"reelstore\" NULL",
                            "6: NULL NULL",
                            "7: {} NULL");
        }
        insert("image_generations", "8", "'{\"reelstore\": {}}'");
        PostgresTransactions.open(config, Clock.systemUTC()).close();
        assertThat(stored("image_generations")).contains("8: {\"reelstore\": {}} NULL");
    }
}
