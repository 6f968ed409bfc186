package io.github.reelstore.sqlite.internal.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The schema that a file actually has. A version number is not enough: the other program records one, but files with
 * the same version have different tables.
 *
 * @param tables the names of its tables, without SQLite's own
 * @param indexes the names of its indexes
 * @param columns the columns of each table in their order, by table name
 * @param videos the constraints of the table of videos; none if there is no such table
 */
public record ActualSchema(
        Set<String> tables, Set<String> indexes, Map<String, List<ActualColumn>> columns, Constraints videos) {

    /**
     * A column.
     *
     * @param name its name
     * @param type its declared type
     * @param needsValue whether an insert must provide a value: the column is NOT NULL and has no default
     */
    public record ActualColumn(String name, String type, boolean needsValue) {}

    /**
     * The constraints of the table of videos that the store's own table does not have.
     *
     * @param unique the columns with a UNIQUE constraint of their own, except the id
     * @param statuses the statuses that its CHECK accepts; empty if it accepts all, or if they cannot be determined
     * @param knownProfiles whether a row's profile must exist in the table profiles
     */
    public record Constraints(Set<String> unique, Optional<List<String>> statuses, boolean knownProfiles) {}

    private static final String TABLES =
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
                    // a virtual table stores its data in other tables, and its module may be missing here
                    + " AND sql NOT LIKE 'CREATE VIRTUAL%'";

    /** Which program a file belongs to. */
    public enum Owner {
        /** The file has no tables. */
        EMPTY,
        /** The file was created by Reelstore's migrations. */
        REELSTORE,
        /** Another program's file, with Reelstore's tables added. */
        ADOPTED,
        /** Another program's file that can be adopted. */
        ADOPTABLE,
        /** An unknown program's file. */
        FOREIGN;

        /** Whether the file is a store. */
        public boolean isStore() {
            return this == REELSTORE || this == ADOPTED;
        }
    }

    public static Owner ownerOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return ownerOf(names(statement, TABLES));
        }
    }

    public static ActualSchema of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Set<String> tables = names(statement, TABLES);
            Set<String> indexes = names(statement, "SELECT name FROM main.sqlite_master WHERE type = 'index'");
            Map<String, List<ActualColumn>> columns = new LinkedHashMap<>();
            for (String table : tables) {
                columns.put(table, columns(statement, table));
            }
            return new ActualSchema(tables, indexes, columns, constraints(statement, tables, columns));
        }
    }

    private static Set<String> names(Statement statement, String sql) throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static List<ActualColumn> columns(Statement statement, String table) throws SQLException {
        List<ActualColumn> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("PRAGMA main.table_info(" + quoted(table) + ")")) {
            while (rows.next()) {
                columns.add(new ActualColumn(
                        rows.getString("name"),
                        rows.getString("type"),
                        rows.getBoolean("notnull") && rows.getString("dflt_value") == null));
            }
        }
        return columns;
    }

    private static Constraints constraints(
            Statement statement, Set<String> tables, Map<String, List<ActualColumn>> columns) throws SQLException {
        if (!tables.contains(ExpectedSchema.VIDEOS)) {
            return new Constraints(Set.of(), Optional.empty(), false);
        }
        Set<String> unique = new HashSet<>();
        String singleColumnIndexes =
                "SELECT (SELECT name FROM pragma_index_info(l.name)) FROM pragma_index_list('" + ExpectedSchema.VIDEOS
                        + "') l WHERE l.\"unique\" AND (SELECT count(*) FROM pragma_index_info(l.name)) = 1";
        try (ResultSet rows = statement.executeQuery(singleColumnIndexes)) {
            while (rows.next()) {
                unique.add(rows.getString(1));
            }
        }
        unique.remove("id");
        try (ResultSet rows = statement.executeQuery(
                "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = '" + ExpectedSchema.VIDEOS + "'")) {
            String sql = rows.next() ? rows.getString(1) : "";
            Set<String> names = columns.getOrDefault(ExpectedSchema.VIDEOS, List.of()).stream()
                    .map(column -> column.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            return new Constraints(
                    unique, CheckConstraintParser.allowed(sql, names), refersToProfiles(statement, tables));
        }
    }

    private static boolean refersToProfiles(Statement statement, Set<String> tables) throws SQLException {
        Set<String> parents = names(
                statement, "SELECT lower(\"table\") FROM pragma_foreign_key_list('" + ExpectedSchema.VIDEOS + "')");
        return tables.contains("profiles") && parents.contains("profiles");
    }

    /** Quotes a name as an SQL identifier. */
    public static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    public Owner owner() {
        return ownerOf(tables);
    }

    private static Owner ownerOf(Set<String> tables) {
        if (tables.isEmpty()) {
            return Owner.EMPTY;
        }
        if (tables.contains(SqliteMigrations.HISTORY)) {
            return Owner.REELSTORE;
        }
        if (tables.contains(ExpectedSchema.MARKER)) {
            return Owner.ADOPTED;
        }
        boolean known = tables.contains(ExpectedSchema.VIDEOS)
                || tables.contains("veo3_projects")
                || tables.containsAll(Set.of("profiles", "schema_migrations"));
        return known ? Owner.ADOPTABLE : Owner.FOREIGN;
    }

    @Nullable ActualColumn column(String table, String name) {
        for (ActualColumn column : columns.getOrDefault(table, List.of())) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        return null;
    }

    public boolean hasColumn(String table, String name) {
        return column(table, name) != null;
    }

    /**
     * Returns the columns of the table of videos that need a value the store does not have; if any, videos are
     * read-only.
     */
    public List<String> unknownRequiredColumns(ExpectedSchema expected) {
        Set<String> known = new HashSet<>();
        expected.columns().getOrDefault(ExpectedSchema.VIDEOS, List.of()).forEach(column -> known.add(column.name()));
        return columns.getOrDefault(ExpectedSchema.VIDEOS, List.of()).stream()
                .filter(ActualColumn::needsValue)
                .map(ActualColumn::name)
                .filter(name -> !known.contains(name))
                .toList();
    }

    /** Whether nothing is missing. */
    boolean isComplete(ExpectedSchema expected) {
        return missingTables(expected).isEmpty()
                && missingColumns(expected).isEmpty()
                && missingIndexes(expected).isEmpty();
    }

    /** Returns the missing tables, in the order in which they must be created. */
    public List<Addition> missingTables(ExpectedSchema expected) {
        List<Addition> missing = new ArrayList<>();
        expected.tables().forEach((name, sql) -> addMissing(missing, tables, name, sql));
        addMissing(missing, tables, ExpectedSchema.VIDEOS, expected.createVideoTable(tables.contains("profiles")));
        return missing;
    }

    /**
     * Returns another program's tables, including the videos: those that are neither the store's nor the adoption mark.
     */
    public List<String> foreignTables(ExpectedSchema expected) {
        return tables.stream()
                .filter(table -> !expected.tables().containsKey(table) && !table.equals(ExpectedSchema.MARKER))
                .sorted()
                .toList();
    }

    /** Returns the columns that are missing in existing tables. */
    public List<Addition> missingColumns(ExpectedSchema expected) {
        List<Addition> missing = new ArrayList<>();
        expected.columns()
                .forEach((table, tableColumns) -> tableColumns.stream()
                        .filter(column -> tables.contains(table) && !hasColumn(table, column.name()))
                        .forEach(column -> missing.add(new Addition(
                                column.name(), "ALTER TABLE " + table + " ADD COLUMN " + column.definition()))));
        return missing;
    }

    /** Returns the missing indexes. */
    public List<Addition> missingIndexes(ExpectedSchema expected) {
        List<Addition> missing = new ArrayList<>();
        expected.indexes().forEach((name, sql) -> addMissing(missing, indexes, name, sql));
        return missing;
    }

    private static void addMissing(List<Addition> missing, Set<String> existing, String name, String sql) {
        if (!existing.contains(name)) {
            missing.add(new Addition(name, sql));
        }
    }
}
