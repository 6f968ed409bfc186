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

/** What bears a name of the store's in another program's file and is something else: with it, the store's own cannot be added. */
final class NameConflicts {

    private static final Pattern INDEX =
            Pattern.compile("CREATE INDEX (?:IF NOT EXISTS )?\\w+ ON (\\w+) \\((.*?)\\)( WHERE .*)?", Pattern.DOTALL);

    private final Connection connection;
    private final ActualSchema actual;
    private final ExpectedSchema expected;

    /**
     * Something in the way.
     *
     * @param name its name
     * @param what a sentence about it, without its subject, the file
     */
    record Stranger(String name, String what) {}

    NameConflicts(Connection connection, ActualSchema actual, ExpectedSchema expected) {
        this.connection = connection;
        this.actual = actual;
        this.expected = expected;
    }

    /** The first one there is. */
    Optional<Stranger> first() throws SQLException {
        List<String> tables = Stream.concat(
                        expected.tables().keySet().stream(), Stream.of(ExpectedSchema.CLIPS, ExpectedSchema.MARKER))
                .toList();
        boolean adopted = actual.owner() == ActualSchema.Owner.ADOPTED;
        Optional<Stranger> stranger = Optional.empty();
        for (int i = 0; i < tables.size() && stranger.isEmpty(); i++) {
            String table = tables.get(i);
            stranger = nameTaken(table, "table").or(() -> adopted ? Optional.empty() : lacking(table));
            if (stranger.isEmpty()) {
                stranger = generated(table);
            }
        }
        List<String> indexes = List.copyOf(expected.indexes().keySet());
        for (int i = 0; i < indexes.size() && stranger.isEmpty(); i++) {
            stranger = nameTaken(indexes.get(i), "index");
            if (stranger.isEmpty() && !adopted && actual.indexes().contains(indexes.get(i))) {
                stranger = ofAnother(indexes.get(i));
            }
        }
        return stranger;
    }

    /** Names of tables, views and indexes are one name where they differ in case alone. */
    private Optional<Stranger> nameTaken(String name, String type) throws SQLException {
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
                        : stranger(
                                name,
                                "has " + (kind.equals("index") ? "an " : "a ") + kind + " " + row.getString(2)
                                        + ", and Reelstore needs that name for its " + type + " " + name + ".");
            }
        }
    }

    /** A later version of the other program may have made a table of one of our names, for something else. */
    private Optional<Stranger> lacking(String table) {
        if (table.equals(ExpectedSchema.CLIPS) || !actual.tables().contains(table)) {
            return Optional.empty();
        }
        List<String> lacking = expected.columns().getOrDefault(table, List.of()).stream()
                .map(ExpectedSchema.WantedColumn::name)
                .filter(column -> !actual.hasColumn(table, column))
                .toList();
        return lacking.isEmpty()
                ? Optional.empty()
                : stranger(
                        table,
                        "has a table " + table + " that is not Reelstore's: it lacks " + String.join(", ", lacking)
                                + ".");
    }

    private Optional<Stranger> generated(String table) throws SQLException {
        List<String> names = expected.columns().getOrDefault(table, List.of()).stream()
                .map(ExpectedSchema.WantedColumn::name)
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT lower(name) FROM pragma_table_xinfo(?, 'main') WHERE hidden IN (2, 3)")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String column = rows.getString(1);
                    if (names.contains(column)) {
                        return stranger(
                                table,
                                "has a generated column " + column + " in its table " + table
                                        + ", and Reelstore needs that name for a column that it can write.");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Stranger> ofAnother(String index) throws SQLException {
        Matcher ours = INDEX.matcher(expected.indexes().getOrDefault(index, ""));
        if (!ours.matches()) {
            throw new IllegalStateException("not the statement of an index: " + index);
        }
        String table = ours.group(1);
        String rows = Optional.ofNullable(ours.group(3)).orElse("");
        return isLikeOurs(index, table, ours.group(2), rows)
                ? Optional.empty()
                : stranger(
                        index,
                        "has an index " + index + " that is not Reelstore's, which is one of all rows of " + table
                                + rows + " by their " + ours.group(2).replaceAll("(?s).*\\(.*", "time and id") + ".");
    }

    private boolean isLikeOurs(String index, String table, String keys, String rows) throws SQLException {
        String sql = "SELECT m.sql, l.\"unique\", l.partial, lower(m.tbl_name) FROM main.sqlite_master m"
                + " JOIN pragma_index_list(m.tbl_name, 'main') l ON l.name = m.name WHERE m.type = 'index' AND m.name = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, index);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || row.getBoolean(2) || !table.equals(row.getString(4))) {
                    return false;
                }
                // an expression, and a condition, is the same only if it is written so
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

    private static Optional<Stranger> stranger(String name, String what) {
        return Optional.of(new Stranger(name, what));
    }
}
