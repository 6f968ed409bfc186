package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testservers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Restores dumps of databases that earlier versions wrote: stored data stays unchanged, and the current code reads and
 * writes it. Each was made by that version's own {@code demo}; then one image was deleted, the file of another lost
 * (and, from version 2 on, its row marked by {@code repair}), and a second profile created. That of version 6 was
 * restored from a backup after that; those from version 12 on have a job, those from version 13 on scenes and a line.
 * No program wrote version 13: it is that of version 14 without the two columns and the row that its migration adds.
 */
@Tag("journey")
class EarlierSchemasIT {

    private static final ProfileId PROFILE = new ProfileId("studio");

    private static final List<String> TABLES = List.of(
            "video_projects",
            "veo3_video_generations",
            "image_generations",
            "audio_generations",
            "generation_inputs",
            "generation_audio_tracks",
            "blob_tombstones",
            "reelstore_identity",
            "reelstore_marks",
            "provider_jobs",
            "scenes",
            "scene_lines");

    private static final Pattern MEDIA_INFO = Pattern.compile("\\{\\s*\"reelstore\":\\s*(\\{.*\\})\\}");

    @TempDir
    Path folder;

    /** A database, and the configuration of a store on it. */
    private record Database(String url, String user, ReelstoreConfig.Builder config) {

        Connection connect() throws SQLException {
            return url.startsWith("jdbc:sqlite:")
                    ? DriverManager.getConnection(url)
                    : DriverManager.getConnection(url + "?currentSchema=reelstore", user, "");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sqlite, 1", "postgres, 1",
        "sqlite, 2", "postgres, 2",
        "sqlite, 3", "postgres, 3",
        "sqlite, 4", "postgres, 4",
        "sqlite, 5", "postgres, 5",
        "sqlite, 6", "postgres, 6",
        "sqlite, 8", "postgres, 8",
        "sqlite, 9", "postgres, 9",
        "sqlite, 10", "postgres, 10",
        "sqlite, 11", "postgres, 11",
        "sqlite, 12", "postgres, 12",
        "sqlite, 13", "postgres, 13",
        "sqlite, 14", "postgres, 14"
    })
    void databaseOfAnEarlierSchemaIsReadVerifiedAndWritten(String kind, int version) throws Exception {
        Database database = restored(kind, version);
        Path media = folder.resolve("media");
        Map<String, List<Map<String, String>>> before = rows(database);
        assertThat(before)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
        writeFiles(before, media);
        ReelstoreConfig config =
                database.config().storageUrl(media.toUri().toString()).build();

        try (Reelstore first = Reelstore.open(config)) {
            Reelstore store = first.withProfile(PROFILE);
            Map<String, List<Map<String, String>>> after = rows(database);
            before.forEach((table, rows) -> {
                if (!table.equals("scenes")) {
                    rows.forEach(EarlierSchemasIT::moveMediaInfo);
                }
                // an upgrade may add a row (the store id of version 1) and columns
                List<Map<String, String>> kept = withColumnsOf(rows, after.getOrDefault(table, List.of()));
                assertThat(kept).as(table).containsAll(rows);
                assertThat(kept.size() - rows.size())
                        .as(table)
                        .isBetween(0, table.equals("reelstore_identity") ? 1 : 0);
            });
            Verification verification = verify(store);
            assertThat(verification.rows()).isEqualTo(10);
            // the row of the lost file, which could be marked from version 2 on
            assertThat(verification.problems()).isEqualTo(version == 1 ? 1 : 0);
            assertThat(verification.marked()).isEqualTo(version == 1 ? 0 : 1);
            readAndWrite(store, before);
            assertThat(verify(store).problems()).isEqualTo(verification.problems());
        }
    }

    private void readAndWrite(Reelstore store, Map<String, List<Map<String, String>>> before) throws IOException {
        Map<String, String> video =
                Objects.requireNonNull(before.get("veo3_video_generations")).get(0);
        ProjectId project = new ProjectId(Objects.requireNonNull(video.get("project_id")));
        assertThat(store.projects()
                        .getProjectWithGenerations(project, LanguageTag.of("vi"))
                        .generations())
                .hasSize(3);
        assertThat(store.projects()
                        .update(project, Patch.<VideoProject>empty().set(ProjectField.STATUS, ProjectStatus.COMPLETED))
                        .status())
                .isEqualTo(ProjectStatus.COMPLETED);
        Path image = Samples.LIGHTHOUSE_PNG.in(folder, "new.png", new byte[] {1, 2, 3});
        ImageGeneration added = store.generations()
                .addImage(new NewImage(
                        project, BlobSource.of(image), ImageGeneration.builder().provider("imagen")));
        try (BlobContent content = store.media().open(added.filePath(), ByteRange.ALL)) {
            assertThat(content.stream().readAllBytes()).isEqualTo(Files.readAllBytes(image));
        }
        store.generations().deleteImage(added.id());
        // the tombstones of the image deleted before the dump, and of the new image and its thumbnail
        assertThat(store.maintenance()
                        .collect(Scope.TOMBSTONES, Duration.ZERO, Mode.PREVIEW, 1, files -> {})
                        .tombstones())
                .isPositive();
    }

    private static Verification verify(Reelstore store) {
        return store.maintenance().verify(VerificationRequest.ALL.with(Depth.CONTENT), problem -> {});
    }

    private Database restored(String kind, int version) throws IOException, SQLException {
        Database database = kind.equals("sqlite") ? sqlite() : postgres();
        try (Connection connection = kind.equals("sqlite")
                        ? database.connect()
                        : DriverManager.getConnection(database.url(), database.user(), "");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(EarlierSchemas.dump(kind, version));
        }
        return database;
    }

    private Database sqlite() {
        String url = "jdbc:sqlite:" + folder.resolve("reelstore.db");
        return new Database(url, "", ReelstoreConfig.builder().databaseUrl(url));
    }

    private static Database postgres() {
        PostgresServer server = PostgresServer.embedded();
        String url = server.newDatabase();
        return new Database(
                url,
                server.user(),
                ReelstoreConfig.builder().databaseUrl(url).set(ConfigOption.DATABASE_USER, server.user()));
    }

    /** Writes the files that the rows refer to, if they are samples; the lost file is not one. */
    private static void writeFiles(Map<String, List<Map<String, String>>> rows, Path media) throws IOException {
        Map<String, byte[]> samples = Arrays.stream(Samples.values())
                .map(Samples::bytes)
                .collect(Collectors.toMap(EarlierSchemasIT::hash, Function.identity()));
        for (Map<String, String> row :
                rows.values().stream().flatMap(List::stream).toList()) {
            byte[] bytes = samples.get(String.valueOf(row.get("content_hash")));
            for (String column : List.of("file_path", "video_path", "thumb_path")) {
                String key = row.get(column);
                if (bytes != null && key != null) {
                    Path file = media.resolve(key);
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.write(file, bytes);
                }
            }
        }
        for (Map<String, String> identity : rows.getOrDefault("reelstore_identity", List.of())) {
            Path file = Files.createDirectories(media.resolve(".reelstore")).resolve("store-id");
            Files.writeString(file, identity.get("store_id") + "\n");
        }
    }

    private static String hash(byte[] bytes) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(bytes);
        return ContentHash.of(digest).value();
    }

    /** All rows by column, without the tables that the version does not have. */
    private static Map<String, List<Map<String, String>>> rows(Database database) throws SQLException {
        Map<String, List<Map<String, String>>> all = new LinkedHashMap<>();
        try (Connection connection = database.connect()) {
            for (String table : TABLES) {
                try (ResultSet tables = connection.getMetaData().getTables(null, null, table, null)) {
                    if (tables.next()) {
                        all.put(table, rows(connection, table));
                    }
                }
            }
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(7);
        return all;
    }

    private static List<Map<String, String>> rows(Connection connection, String table) throws SQLException {
        List<Map<String, String>> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1, 2")) {
            while (rows.next()) {
                Map<String, String> row = new HashMap<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.put(rows.getMetaData().getColumnName(column), rows.getString(column));
                }
                all.add(row);
            }
        }
        return all;
    }

    /** Until version 6, the media info was a member of meta; in these dumps it is the only one. */
    private static void moveMediaInfo(Map<String, String> row) {
        if (row.containsKey("meta") && !row.containsKey("media_info")) {
            Matcher notes = MEDIA_INFO.matcher(String.valueOf(row.get("meta")));
            row.put("media_info", notes.matches() ? notes.group(1) : null);
            row.computeIfPresent("meta", (column, meta) -> notes.matches() ? null : meta);
            row.putIfAbsent("meta", null);
        }
    }

    /** Keeps only the columns that the other rows have. */
    private static List<Map<String, String>> withColumnsOf(
            List<Map<String, String>> others, List<Map<String, String>> rows) {
        if (others.isEmpty()) {
            return rows;
        }
        Set<String> columns = others.get(0).keySet();
        rows.forEach(row -> row.keySet().retainAll(columns));
        return rows;
    }
}
