package io.github.reelstore.sqlite.internal.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The schema that the store works on, as its migrations make it: there is one description of it, and what an adopted file
 * lacks is told by comparing the two. The migrations are run in memory for that.
 *
 * @param tables the statements that make the store's own tables, by name, in an order in which parents come first
 * @param columns the columns of each table, by its name, the table of clips among them
 * @param indexes the statements that make the indexes, by name
 */
public record ExpectedSchema(
        Map<String, String> tables, Map<String, List<WantedColumn>> columns, Map<String, String> indexes) {

    /** The table that both programs write. */
    public static final String CLIPS = "veo3_video_generations";

    /**
     * A column of the table of clips that only adopted files have. NULL: the row is the other program's. Otherwise the row is
     * the store's, and this is a JSON object of the values that the table's constraints keep out of their own columns.
     */
    public static final String OWN_VALUES = "reelstore_values";

    /** Its one row says that the file has been adopted. */
    public static final String MARKER = "reelstore_adoption";

    private static final String STORE_ID = "V5__store_id.sql";

    /** The migrations, in their order; a test compares this with what Flyway finds. */
    private static final String SCRIPTS_FOLDER = "/io/github/reelstore/sqlite/migration/";

    public static final List<String> SCRIPTS = List.of(
            "V1__projects_generations_and_media.sql",
            "V2__identity_and_marks.sql",
            "V3__media_facts.sql",
            "V4__better_led_indexes.sql",
            STORE_ID,
            "V6__restores.sql");

    /**
     * A column as it can be added to a table that has rows.
     *
     * @param name its name
     * @param definition name, type, default and reference
     */
    public record WantedColumn(String name, String definition) {}

    /** Runs the migrations in memory and looks at what they made. */
    public static ExpectedSchema ofMigrations() {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = memory.createStatement()) {
            for (String script : SCRIPTS) {
                statement.executeUpdate(read(script));
            }
            return of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("the migrations do not run on an empty database", e);
        }
    }

    private static String read(String script) {
        try (InputStream stream = ExpectedSchema.class.getResourceAsStream(SCRIPTS_FOLDER + script)) {
            if (stream == null) {
                throw new IllegalStateException("the library lacks its migration " + script);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the library's migration " + script + " cannot be read", e);
        }
    }

    private static ExpectedSchema of(Statement statement) throws SQLException {
        Map<String, String> tables = new LinkedHashMap<>();
        Map<String, String> indexes = new LinkedHashMap<>();
        String all = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid";
        try (ResultSet rows = statement.executeQuery(all)) {
            while (rows.next()) {
                ("index".equals(rows.getString(1)) ? indexes : tables).put(rows.getString(2), rows.getString(3));
            }
        }
        Map<String, List<WantedColumn>> columns = new LinkedHashMap<>();
        for (String table : tables.keySet()) {
            columns.put(table, columns(statement, table));
        }
        columns.computeIfAbsent(CLIPS, table -> new ArrayList<>())
                .add(new WantedColumn(OWN_VALUES, OWN_VALUES + " TEXT"));
        tables.remove(CLIPS);
        // the other program must stay free to delete its rows, and to rebuild its table: nothing of ours may depend on
        // them
        tables.replaceAll((name, sql) -> ifNotExists(sql.replace(" REFERENCES " + CLIPS + " (id)", "")));
        indexes.replaceAll((name, sql) -> ifNotExists(sql));
        indexes.put(AdoptedVideosView.ORDER_INDEX, AdoptedVideosView.CREATE_ORDER_INDEX);
        return new ExpectedSchema(tables, columns, indexes);
    }

    private static String ifNotExists(String sql) {
        return sql.replaceFirst("^CREATE (TABLE|INDEX) ", "CREATE $1 IF NOT EXISTS ");
    }

    private static List<WantedColumn> columns(Statement statement, String table) throws SQLException {
        Map<String, String> parents = new LinkedHashMap<>();
        try (ResultSet keys = statement.executeQuery("PRAGMA foreign_key_list(" + table + ")")) {
            while (keys.next()) {
                parents.put(keys.getString("from"), keys.getString("table"));
            }
        }
        List<WantedColumn> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (rows.next()) {
                columns.add(column(rows, parents));
            }
        }
        return columns;
    }

    private static WantedColumn column(ResultSet row, Map<String, String> parents) throws SQLException {
        String name = row.getString("name");
        StringBuilder definition = new StringBuilder(name).append(' ').append(row.getString("type"));
        String standard = row.getString("dflt_value");
        if (standard != null) {
            definition.append(" DEFAULT ").append(standard);
        }
        String parent = parents.get(name);
        // the project of a clip is what the other program says it is, whether or not there is a row of it
        if (parent != null && !name.equals("project_id")) {
            definition.append(" REFERENCES ").append(parent).append(" (id)");
        }
        return new WantedColumn(name, definition.toString());
    }

    /** What the other program's version 10 makes of the table of clips; later versions find it, and do not make it. */
    private static final List<String> CLIPS_OF_THE_APP = List.of(
            "id TEXT PRIMARY KEY",
            "profile_id TEXT NOT NULL",
            "project_id TEXT NOT NULL",
            "scene_id TEXT NOT NULL UNIQUE",
            "operation_name TEXT NOT NULL",
            "prompt TEXT NOT NULL",
            "seed INTEGER NOT NULL",
            "aspect_ratio TEXT NOT NULL",
            "status TEXT NOT NULL CHECK (status IN ('pending', 'processing', 'completed', 'failed'))",
            "video_url TEXT",
            "video_path TEXT",
            "error_message TEXT",
            "raw_response TEXT",
            "created_at TEXT NOT NULL",
            "updated_at TEXT NOT NULL",
            "completed_at TEXT");

    /**
     * The statement that makes the table of clips where the other program has none yet: as that program would, with what it
     * demands of rows, so that it finds later what it counts on; and with the columns of the store.
     *
     * @param profiles whether there is a table of profiles to refer to
     */
    String createClips(boolean profiles) {
        Set<String> theirs = CLIPS_OF_THE_APP.stream()
                .map(definition -> definition.substring(0, definition.indexOf(' ')))
                .collect(Collectors.toSet());
        List<String> definitions = new ArrayList<>(CLIPS_OF_THE_APP);
        columns.getOrDefault(CLIPS, List.of()).stream()
                .filter(column -> !theirs.contains(column.name()))
                .forEach(column -> definitions.add(column.definition()));
        if (profiles) {
            definitions.add("FOREIGN KEY (profile_id) REFERENCES profiles(id) ON DELETE CASCADE");
        }
        return "CREATE TABLE IF NOT EXISTS " + CLIPS + " (\n    " + String.join(",\n    ", definitions) + "\n)";
    }

    /** The statement that gives the file a store id, unless it has one. */
    public static String insertIdentity() {
        return read(STORE_ID);
    }

    /** The statement that makes the table of the mark. */
    public static String createMarker() {
        return "CREATE TABLE IF NOT EXISTS " + MARKER + " (\n"
                + "    id         INTEGER PRIMARY KEY CHECK (id = 1),\n"
                + "    adopted_at TEXT NOT NULL\n"
                + ")";
    }
}
