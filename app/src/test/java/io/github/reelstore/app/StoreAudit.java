package io.github.reelstore.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The content of a store's tables in any database, read with plain JDBC instead of the tested code. */
final class StoreAudit {

    private static final List<String> MEDIA =
            List.of("image_generations", "audio_generations", "veo3_video_generations");

    private static final List<String> WITH_THUMBNAILS =
            List.of("image_generations", "veo3_video_generations", "video_projects");

    private final Map<String, List<String>> ids = new HashMap<>();
    private final List<FileOfRow> files = new ArrayList<>();
    private final Set<String> thumbnails = new TreeSet<>();
    private final List<String> dangling = new ArrayList<>();
    private List<String> videos = List.of();
    private Set<String> tombstones = Set.of();

    /** A file according to a row. */
    record FileOfRow(String table, String profile, String key, long size, String hash) {}

    private StoreAudit() {}

    /** Reads the tables through a connection whose default schema contains them. */
    static StoreAudit of(Connection connection) throws SQLException {
        StoreAudit audit = new StoreAudit();
        audit.ids.put("video_projects", column(connection, "SELECT id FROM video_projects"));
        for (String table : MEDIA) {
            audit.ids.put(table, column(connection, "SELECT id FROM " + table));
            audit.readFiles(connection, table);
        }
        for (String table : List.of(
                "image_generations",
                "audio_generations",
                "veo3_video_generations",
                "generation_inputs",
                "generation_audio_tracks")) {
            audit.followReferences(connection, table);
        }
        audit.videos = column(
                connection,
                "SELECT image_generation_id || ' ' || audio_generation_id || ' ' || id FROM veo3_video_generations");
        for (String table : WITH_THUMBNAILS) {
            audit.thumbnails.addAll(
                    column(connection, "SELECT thumb_path FROM " + table + " WHERE thumb_path IS NOT NULL"));
        }
        audit.tombstones = new TreeSet<>(column(connection, "SELECT blob_key FROM blob_tombstones"));
        return audit;
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private void readFiles(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT profile_id, file_path, byte_size, content_hash FROM " + table)) {
            while (rows.next()) {
                files.add(
                        new FileOfRow(table, rows.getString(1), rows.getString(2), rows.getLong(3), rows.getString(4)));
            }
        }
    }

    /** Uses the foreign keys in the database's catalog, so that new ones are checked too. */
    private void followReferences(Connection connection, String table) throws SQLException {
        try (ResultSet keys = connection.getMetaData().getImportedKeys(null, connection.getSchema(), table)) {
            while (keys.next()) {
                String column = keys.getString("FKCOLUMN_NAME");
                String query = "SELECT %1$s FROM %2$s WHERE %1$s IS NOT NULL AND %1$s NOT IN (SELECT %3$s FROM %4$s)"
                        .formatted(column, table, keys.getString("PKCOLUMN_NAME"), keys.getString("PKTABLE_NAME"));
                column(connection, query).forEach(id -> dangling.add(table + "." + column + " " + id));
            }
        }
    }

    /** The ids in a table, including duplicates. */
    List<String> ids(String table) {
        return ids.getOrDefault(table, List.of());
    }

    /** The file of each image, audio and video. */
    List<FileOfRow> files() {
        return files;
    }

    /** The keys that rows refer to. */
    Set<String> keys() {
        return Stream.concat(files.stream().map(FileOfRow::key), thumbnails.stream())
                .collect(Collectors.toSet());
    }

    /** References to rows that do not exist. */
    List<String> danglingReferences() {
        return dangling;
    }

    /** The ids of each video, after those of its image and audio. */
    List<String> videosOfPairs() {
        return videos;
    }

    /** The keys of files with equal content in one profile, which should have been stored once. */
    Map<String, Set<String>> keysOfDuplicateFiles() {
        Map<String, Set<String>> keys = new TreeMap<>();
        files.forEach(file -> keys.computeIfAbsent(file.profile() + " " + file.hash(), same -> new TreeSet<>())
                .add(file.key()));
        keys.values().removeIf(same -> same.size() == 1);
        return keys;
    }

    /** The keys that await collection. */
    Set<String> tombstones() {
        return tombstones;
    }

    /** The keys of published files that no row refers to. */
    Set<String> filesWithoutRow(Path media) {
        try (Stream<Path> all = Files.walk(media.resolve("projects"))) {
            Set<String> without = all.filter(Files::isRegularFile)
                    .map(file -> media.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            without.removeAll(keys());
            return without;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
