package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds objects in another program's file that have a name that the store needs for an object of its own. */
final class NameConflicts {

    private static final Pattern INDEX = Pattern.compile(
            "CREATE (UNIQUE )?INDEX (?:IF NOT EXISTS )?\\w+ ON (\\w+) \\((.*?)\\)(\\s+WHERE .*)?", Pattern.DOTALL);

    private final Connection connection;
    private final ActualSchema actual;
    private final ExpectedSchema expected;

    /**
     * A conflicting object.
     *
     * @param name its name
     * @param description a sentence about it without its subject, the file
     */
    record Conflict(String name, String description) {}

    NameConflicts(Connection connection, ActualSchema actual, ExpectedSchema expected) {
        this.connection = connection;
        this.actual = actual;
        this.expected = expected;
    }

    /** Returns the first conflict; empty if there are none. */
    Optional<Conflict> first() throws SQLException {
        List<String> tables = Stream.concat(
                        expected.tables().keySet().stream(), Stream.of(ExpectedSchema.VIDEOS, ExpectedSchema.MARKER))
                .toList();
        boolean adopted = actual.owner() == ActualSchema.Owner.ADOPTED;
        Optional<Conflict> conflict = Optional.empty();
        for (int i = 0; i < tables.size() && conflict.isEmpty(); i++) {
            String table = tables.get(i);
            conflict = nameTaken(table, "table").or(() -> adopted ? Optional.empty() : differentTable(table));
            if (conflict.isEmpty()) {
                conflict = generatedColumn(table);
            }
        }
        List<String> indexes = List.copyOf(expected.indexes().keySet());
        for (int i = 0; i < indexes.size() && conflict.isEmpty(); i++) {
            conflict = nameTaken(indexes.get(i), "index");
            if (conflict.isEmpty() && !adopted && actual.indexes().contains(indexes.get(i))) {
                conflict = differentIndex(indexes.get(i));
            }
        }
        return conflict;
    }

    /** Tables, views and indexes share one namespace, which ignores case. */
    private Optional<Conflict> nameTaken(String name, String type) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT type, name, coalesce(sql, '') LIKE 'CREATE VIRTUAL%' FROM"
                        + " main.sqlite_master WHERE type <> 'trigger' AND lower(name) = lower(?)")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String kind = row.getBoolean(3) ? "virtual table" : row.getString(1);
                return kind.equals(type) && row.getString(2).equals(name)
                        ? Optional.empty()
                        : conflict(
                                name,
                                "has " + (kind.equals("index") ? "an " : "a ") + kind + " " + row.getString(2)
                                        + ", and Reelstore needs that name for its " + type + " " + name + ".");
            }
        }
    }

    /** A later version of the other program may have created a table of the same name for another purpose. */
    private Optional<Conflict> differentTable(String table) {
        if (table.equals(ExpectedSchema.VIDEOS) || !actual.tables().contains(table)) {
            return Optional.empty();
        }
        List<String> lacking = expected.firstColumns().getOrDefault(table, List.of()).stream()
                .filter(column -> !actual.hasColumn(table, column))
                .toList();
        return lacking.isEmpty()
                ? Optional.empty()
                : conflict(
                        table,
                        "has a table " + table + " that is not Reelstore's: it lacks " + String.join(", ", lacking)
                                + ".");
    }

    private Optional<Conflict> generatedColumn(String table) throws SQLException {
        List<String> names = expected.columns().getOrDefault(table, List.of()).stream()
                .map(ExpectedSchema.ExpectedColumn::name)
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT lower(name) FROM pragma_table_xinfo(?, 'main') WHERE hidden IN (2, 3)")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String column = rows.getString(1);
                    if (names.contains(column)) {
                        return conflict(
                                table,
                                "has a generated column " + column + " in its table " + table
                                        + ", and Reelstore needs that name for a column that it can write.");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Conflict> differentIndex(String index) throws SQLException {
        Matcher definition = INDEX.matcher(expected.indexes().getOrDefault(index, ""));
        if (!definition.matches()) {
            throw new IllegalStateException("not a CREATE INDEX statement: " + index);
        }
        boolean unique = definition.group(1) != null;
        String table = definition.group(2);
        String keys = definition.group(3);
        String rows = Optional.ofNullable(definition.group(4)).orElse("");
        return isSameIndex(index, unique, table, keys, rows)
                ? Optional.empty()
                : conflict(
                        index,
                        "has an index " + index + " that is not Reelstore's, which is " + (unique ? "a unique" : "an")
                                + " index of " + table + rows.replaceAll("\\s+", " ") + " on "
                                + keys.replaceAll("(?s).*\\(.*", "time and id") + ".");
    }

    private boolean isSameIndex(String index, boolean unique, String table, String keys, String rows)
            throws SQLException {
        String sql = "SELECT m.sql, l.\"unique\", l.partial, lower(m.tbl_name) FROM main.sqlite_master m"
                + " JOIN pragma_index_list(m.tbl_name, 'main') l ON l.name = m.name WHERE m.type = 'index' AND m.name = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, index);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || row.getBoolean(2) != unique || !table.equals(row.getString(4))) {
                    return false;
                }
                // expressions and conditions are compared as text
                return (keys.contains("(") || !rows.isEmpty())
                        ? row.getString(1).endsWith("(" + keys + ")" + rows)
                        : (!row.getBoolean(3) && columns(index).equals(columnsOf(keys)));
            }
        }
    }

    private static List<String> columnsOf(String keys) {
        return Stream.of(keys.split(","))
                .map(key -> key.strip().replaceFirst(" DESC$", ""))
                .toList();
    }

    private List<String> columns(String index) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT lower(coalesce(name, '(')) FROM pragma_index_info(?, 'main') ORDER BY seqno")) {
            statement.setString(1, index);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return columns;
    }

    private static Optional<Conflict> conflict(String name, String description) {
        return Optional.of(new Conflict(name, description));
    }
}
