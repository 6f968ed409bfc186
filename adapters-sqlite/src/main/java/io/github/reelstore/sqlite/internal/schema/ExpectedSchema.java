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
 * The schema that the store needs, read from its migrations, which are run in memory for that. So the migrations are
 * its only definition, and comparing it with a file's {@link ActualSchema} finds what an adopted file lacks.
 *
 * @param tables the statements that create the store's own tables, by name, with parents before children
 * @param columns the columns of each table, by name, including the table of videos
 * @param indexes the statements that create the indexes, by name
 * @param firstColumns the names of the columns that each table had when a migration created it; an adoption that an
 *     earlier version began may have left tables with only these
 */
public record ExpectedSchema(
        Map<String, String> tables,
        Map<String, List<ExpectedColumn>> columns,
        Map<String, String> indexes,
        Map<String, List<String>> firstColumns) {

    /** The table of videos, which both programs write. */
    public static final String VIDEOS = "veo3_video_generations";

    /**
     * A column that the table of videos has in adopted files only. If it is NULL, the row is the other program's.
     * Otherwise the row is the store's, and this is a JSON object of the values that the table's constraints reject in
     * their own columns.
     */
    public static final String OWN_VALUES = "reelstore_values";

    /** The table whose single row marks the file as adopted. */
    public static final String MARKER = "reelstore_adoption";

    private static final String STORE_ID = "V5__store_id.sql";

    private static final String SCRIPTS_FOLDER = "/io/github/reelstore/sqlite/migration/";

    /** The migrations that change the schema, in order; a test compares this list with what Flyway finds. */
    public static final List<String> SCRIPTS = List.of(
            "V1__projects_generations_and_media.sql",
            "V2__identity_and_marks.sql",
            "V3__media_facts.sql",
            "V4__better_led_indexes.sql",
            STORE_ID,
            "V6__restores.sql",
            "V7__media_info.sql",
            "V9__frame_rate.sql",
            "V10__seed_text.sql",
            "V11__idempotency_keys.sql",
            "V12__ledger.sql",
            "V13__storyboard.sql",
            "V14__copies.sql");

    /**
     * A column in a form that can be added to a table with rows.
     *
     * @param name its name
     * @param definition name, type, default and reference
     */
    public record ExpectedColumn(String name, String definition) {}

    /** Runs the migrations in memory and reads the resulting schema. */
    public static ExpectedSchema ofMigrations() {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = memory.createStatement()) {
            Map<String, List<String>> firstColumns = new LinkedHashMap<>();
            for (String script : SCRIPTS) {
                statement.executeUpdate(read(script));
                for (String table : tables(statement)) {
                    firstColumns.putIfAbsent(table, names(columns(statement, table)));
                }
            }
            return of(statement, firstColumns);
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

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static List<String> names(List<ExpectedColumn> columns) {
        return columns.stream().map(ExpectedColumn::name).toList();
    }

    private static ExpectedSchema of(Statement statement, Map<String, List<String>> firstColumns) throws SQLException {
        Map<String, String> tables = new LinkedHashMap<>();
        Map<String, String> indexes = new LinkedHashMap<>();
        String all = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid";
        try (ResultSet rows = statement.executeQuery(all)) {
            while (rows.next()) {
                ("index".equals(rows.getString(1)) ? indexes : tables).put(rows.getString(2), rows.getString(3));
            }
        }
        Map<String, List<ExpectedColumn>> columns = new LinkedHashMap<>();
        for (String table : tables.keySet()) {
            columns.put(table, columns(statement, table));
        }
        columns.computeIfAbsent(VIDEOS, table -> new ArrayList<>())
                .add(new ExpectedColumn(OWN_VALUES, OWN_VALUES + " TEXT"));
        tables.remove(VIDEOS);
        // the other program must be able to delete its rows and to rebuild its table: no table of the store's may
        // reference them
        tables.replaceAll((name, sql) -> ifNotExists(sql.replace(" REFERENCES " + VIDEOS + " (id)", "")));
        indexes.replaceAll((name, sql) -> ifNotExists(sql));
        indexes.put(AdoptedVideosView.ORDER_INDEX, AdoptedVideosView.CREATE_ORDER_INDEX);
        return new ExpectedSchema(tables, columns, indexes, firstColumns);
    }

    private static String ifNotExists(String sql) {
        return sql.replaceFirst("^CREATE (TABLE|INDEX|UNIQUE INDEX) ", "CREATE $1 IF NOT EXISTS ");
    }

    private static List<ExpectedColumn> columns(Statement statement, String table) throws SQLException {
        Map<String, String> parents = new LinkedHashMap<>();
        try (ResultSet keys = statement.executeQuery("PRAGMA foreign_key_list(" + table + ")")) {
            while (keys.next()) {
                parents.put(keys.getString("from"), keys.getString("table"));
            }
        }
        List<ExpectedColumn> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (rows.next()) {
                columns.add(column(rows, parents));
            }
        }
        return columns;
    }

    private static ExpectedColumn column(ResultSet row, Map<String, String> parents) throws SQLException {
        String name = row.getString("name");
        StringBuilder definition = new StringBuilder(name).append(' ').append(row.getString("type"));
        String defaultValue = row.getString("dflt_value");
        if (defaultValue != null) {
            definition.append(" DEFAULT ").append(defaultValue);
        }
        String parent = parents.get(name);
        // the other program sets a video's project, which may have no row
        if (parent != null && !name.equals("project_id")) {
            definition.append(" REFERENCES ").append(parent).append(" (id)");
        }
        return new ExpectedColumn(name, definition.toString());
    }

    /**
     * The columns of the table of videos in version 10 of the app; later versions do not recreate an existing table.
     */
    private static final List<String> APP_COLUMNS = List.of(
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
     * The statement that creates the table of videos where the other program has not created it yet: with that
     * program's columns and constraints, on which it relies later, and with the store's columns.
     *
     * @param profiles whether the table profiles exists and can be referenced
     */
    String createVideoTable(boolean profiles) {
        Set<String> appColumns = APP_COLUMNS.stream()
                .map(definition -> definition.substring(0, definition.indexOf(' ')))
                .collect(Collectors.toSet());
        List<String> definitions = new ArrayList<>(APP_COLUMNS);
        columns.getOrDefault(VIDEOS, List.of()).stream()
                .filter(column -> !appColumns.contains(column.name()))
                .forEach(column -> definitions.add(column.definition()));
        if (profiles) {
            definitions.add("FOREIGN KEY (profile_id) REFERENCES profiles(id) ON DELETE CASCADE");
        }
        return "CREATE TABLE IF NOT EXISTS " + VIDEOS + " (\n    " + String.join(",\n    ", definitions) + "\n)";
    }

    /** The statement that inserts a store id, unless there is one. */
    public static String insertIdentity() {
        return read(STORE_ID);
    }

    /**
     * The column of the adoption mark with the version of the last migration of rows, since adopted files have no history
     * of migrations. Files of version 6 and earlier lack it.
     */
    static final Addition MIGRATED =
            new Addition("migrated", "ALTER TABLE " + MARKER + " ADD COLUMN migrated INTEGER NOT NULL DEFAULT 0");

    /** The statement that creates the table of the adoption mark. */
    public static String createMarker() {
        return "CREATE TABLE IF NOT EXISTS " + MARKER + " (\n"
                + "    id         INTEGER PRIMARY KEY CHECK (id = 1),\n"
                + "    adopted_at TEXT NOT NULL,\n"
                + "    migrated   INTEGER NOT NULL DEFAULT " + MediaInfoMove.VERSION + "\n"
                + ")";
    }
}
