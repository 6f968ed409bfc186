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
 * The schema that a file really has. No version number tells it: the other program records one, and its tables differ all the
 * same.
 *
 * @param tables the names of its tables, without SQLite's own
 * @param indexes the names of its indexes
 * @param columns the columns of each table, by its name, in their order
 * @param clips what the table of clips demands; demands nothing where there is none
 */
public record ActualSchema(
        Set<String> tables, Set<String> indexes, Map<String, List<ActualColumn>> columns, Demands clips) {

    /**
     * A column.
     *
     * @param name its name
     * @param type its declared type
     * @param needsValue whether an insert must give it a value: it is NOT NULL and has no default
     */
    public record ActualColumn(String name, String type, boolean needsValue) {}

    /**
     * What the table of clips demands of its rows, beyond what the store's own does.
     *
     * @param unique columns that are UNIQUE by themselves, other than the id
     * @param statuses the statuses that its CHECK lets in; empty for all, or where that cannot be told
     * @param knownProfiles whether a row's profile must be one of the table profiles
     */
    public record Demands(Set<String> unique, Optional<List<String>> statuses, boolean knownProfiles) {}

    private static final String TABLES =
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
                    // what a virtual table keeps is in further tables, and its module may be missing here
                    + " AND sql NOT LIKE 'CREATE VIRTUAL%'";

    /** Whose file it is. */
    public enum Owner {
        /** Nobody's: it has no tables. */
        EMPTY,
        /** Ours, made by our migrations. */
        REELSTORE,
        /** Another program's, with our tables beside its own. */
        ADOPTED,
        /** Another program's that can be adopted. */
        ADOPTABLE,
        /** Another program's that we know nothing of. */
        FOREIGN;

        /** Whether it is a store. */
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
            return new ActualSchema(tables, indexes, columns, demands(statement, tables, columns));
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

    private static Demands demands(Statement statement, Set<String> tables, Map<String, List<ActualColumn>> columns)
            throws SQLException {
        if (!tables.contains(ExpectedSchema.CLIPS)) {
            return new Demands(Set.of(), Optional.empty(), false);
        }
        Set<String> unique = new HashSet<>();
        String singles =
                "SELECT (SELECT name FROM pragma_index_info(l.name)) FROM pragma_index_list('" + ExpectedSchema.CLIPS
                        + "') l WHERE l.\"unique\" AND (SELECT count(*) FROM pragma_index_info(l.name)) = 1";
        try (ResultSet rows = statement.executeQuery(singles)) {
            while (rows.next()) {
                unique.add(rows.getString(1));
            }
        }
        unique.remove("id");
        try (ResultSet rows = statement.executeQuery(
                "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = '" + ExpectedSchema.CLIPS + "'")) {
            String sql = rows.next() ? rows.getString(1) : "";
            Set<String> names = columns.getOrDefault(ExpectedSchema.CLIPS, List.of()).stream()
                    .map(column -> column.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            return new Demands(unique, CheckConstraintParser.allowed(sql, names), refersToProfiles(statement, tables));
        }
    }

    private static boolean refersToProfiles(Statement statement, Set<String> tables) throws SQLException {
        Set<String> parents = names(
                statement, "SELECT lower(\"table\") FROM pragma_foreign_key_list('" + ExpectedSchema.CLIPS + "')");
        return tables.contains("profiles") && parents.contains("profiles");
    }

    /** A name as an identifier of SQL. */
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
        boolean known = tables.contains(ExpectedSchema.CLIPS)
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

    /** Columns of the table of clips that need a value which the store has not: with these, clips can only be read. */
    public List<String> unknownDemands(ExpectedSchema expected) {
        Set<String> known = new HashSet<>();
        expected.columns().getOrDefault(ExpectedSchema.CLIPS, List.of()).forEach(column -> known.add(column.name()));
        return columns.getOrDefault(ExpectedSchema.CLIPS, List.of()).stream()
                .filter(ActualColumn::needsValue)
                .map(ActualColumn::name)
                .filter(name -> !known.contains(name))
                .toList();
    }

    /** Whether it lacks nothing. */
    boolean isComplete(ExpectedSchema expected) {
        return missingTables(expected).isEmpty()
                && missingColumns(expected).isEmpty()
                && missingIndexes(expected).isEmpty();
    }

    /** The tables it lacks, in the order in which they must be made. */
    public List<Addition> missingTables(ExpectedSchema expected) {
        List<Addition> missing = new ArrayList<>();
        expected.tables().forEach((name, sql) -> addMissing(missing, tables, name, sql));
        addMissing(missing, tables, ExpectedSchema.CLIPS, expected.createClips(tables.contains("profiles")));
        return missing;
    }

    /** The tables that are neither the store's nor the mark: what another program keeps here, the clips among it. */
    public List<String> foreignTables(ExpectedSchema expected) {
        return tables.stream()
                .filter(table -> !expected.tables().containsKey(table) && !table.equals(ExpectedSchema.MARKER))
                .sorted()
                .toList();
    }

    /** The columns that the tables it has lack. */
    public List<Addition> missingColumns(ExpectedSchema expected) {
        List<Addition> missing = new ArrayList<>();
        expected.columns()
                .forEach((table, columnsOfIt) -> columnsOfIt.stream()
                        .filter(column -> tables.contains(table) && !hasColumn(table, column.name()))
                        .forEach(column -> missing.add(new Addition(
                                column.name(), "ALTER TABLE " + table + " ADD COLUMN " + column.definition()))));
        return missing;
    }

    /** The indexes it lacks. */
    public List<Addition> missingIndexes(ExpectedSchema expected) {
        List<Addition> missing = new ArrayList<>();
        expected.indexes().forEach((name, sql) -> addMissing(missing, indexes, name, sql));
        return missing;
    }

    private static void addMissing(List<Addition> missing, Set<String> found, String name, String sql) {
        if (!found.contains(name)) {
            missing.add(new Addition(name, sql));
        }
    }
}
