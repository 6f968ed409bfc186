package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * All that the other program has in its file and that an adoption must leave as it is.
 *
 * @param columns of each of its tables
 * @param rows what tells whether its rows have changed
 * @param definitions the SQL of its tables, indexes, views and triggers, by their names; that of the table of clips may gain columns
 * @param violations the rows that refer to rows which are not there
 */
record ForeignDataSnapshot(
        Map<String, List<String>> columns,
        TableChecksums rows,
        Map<String, String> definitions,
        List<String> violations) {

    /**
     * Reads every row.
     *
     * @param rowsRead is told how many rows have been read, now and then
     */
    static ForeignDataSnapshot of(Connection connection, ExpectedSchema expected, LongConsumer rowsRead)
            throws SQLException {
        ActualSchema actual = ActualSchema.of(connection);
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (String table : actual.foreignTables(expected)) {
            columns.put(
                    table,
                    actual.columns().getOrDefault(table, List.of()).stream()
                            .map(ActualSchema.ActualColumn::name)
                            .toList());
        }
        Map<String, String> definitions = definitions(connection, expected);
        if (definitions.containsKey("sqlite_sequence")) {
            columns.put("sqlite_sequence", List.of("name", "seq"));
        }
        return new ForeignDataSnapshot(
                columns, TableChecksums.of(connection, columns, rowsRead), definitions, violations(connection));
    }

    /** Reads the same again, of the columns that there were then. */
    ForeignDataSnapshot again(Connection connection, ExpectedSchema expected, LongConsumer rowsRead)
            throws SQLException {
        Map<String, String> now = definitions(connection, expected);
        return new ForeignDataSnapshot(
                columns, TableChecksums.of(connection, columns, rowsRead), now, violations(connection));
    }

    /** The SQL of all that is not the store's, by its name. */
    static Map<String, String> definitions(Connection connection, ExpectedSchema expected) throws SQLException {
        Set<String> ours = expected.indexes().keySet();
        Map<String, String> definitions = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name, coalesce(sql, '') FROM main.sqlite_master ORDER BY name")) {
            while (rows.next()) {
                String name = rows.getString(1);
                boolean added = expected.tables().containsKey(name) || ours.contains(name);
                if (!added && !name.equals(ExpectedSchema.MARKER)) {
                    definitions.put(name, rows.getString(2));
                }
            }
        }
        return definitions;
    }

    /** The rows that refer to rows which are not there, sorted; none where a reference is such that SQLite cannot check it. */
    static List<String> violations(Connection connection) throws SQLException {
        List<String> violations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA main.foreign_key_check")) {
            while (rows.next()) {
                violations.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
            }
        } catch (SQLiteException e) {
            // a reference to columns that are not unique, which is legal until somebody uses it
            if (e.getResultCode() != SQLiteErrorCode.SQLITE_ERROR) {
                throw e;
            }
        }
        Collections.sort(violations);
        return violations;
    }

    /** What is no longer as it was before; empty if all of it is. */
    Optional<String> differenceFrom(ForeignDataSnapshot before) {
        for (Map.Entry<String, TableChecksums.Digest> table :
                before.rows().tables().entrySet()) {
            if (!table.getValue().equals(rows.tables().get(table.getKey()))) {
                return Optional.of("rows of the table " + table.getKey());
            }
        }
        if (!before.violations().equals(violations)) {
            return Optional.of("which rows refer to rows that are not there");
        }
        return difference(before.definitions(), definitions);
    }

    /** What is no longer defined as it was before; empty if all of it is. */
    static Optional<String> difference(Map<String, String> before, Map<String, String> now) {
        return before.entrySet().stream()
                .filter(one -> !isKept(one.getKey(), one.getValue(), now.getOrDefault(one.getKey(), "")))
                .map(one -> "the definition of " + one.getKey())
                .findFirst();
    }

    /** SQLite writes a new column into the text of the table, behind the last one; all else of it stays. */
    private static boolean isKept(String name, String before, String now) {
        if (!name.equals(ExpectedSchema.CLIPS)) {
            return before.equals(now);
        }
        int start = 0;
        while (start < before.length() && start < now.length() && before.charAt(start) == now.charAt(start)) {
            start++;
        }
        return now.length() >= before.length() && now.endsWith(before.substring(start));
    }
}
