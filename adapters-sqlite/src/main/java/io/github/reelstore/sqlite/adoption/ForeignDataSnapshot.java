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
 * A snapshot of everything of the other program's in a file, which an adoption must not change.
 *
 * @param columns the columns of each of its tables
 * @param rows the checksums of its rows
 * @param definitions the SQL of its tables, indexes, views and triggers, by name; the table of videos may gain columns
 * @param violations the rows that refer to rows that do not exist
 */
record ForeignDataSnapshot(
        Map<String, List<String>> columns,
        TableChecksums rows,
        Map<String, String> definitions,
        List<String> violations) {

    /**
     * Takes a snapshot; reads every row.
     *
     * @param rowsRead called from time to time with the number of rows read
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

    /** Takes another snapshot of the same columns. */
    ForeignDataSnapshot again(Connection connection, ExpectedSchema expected, LongConsumer rowsRead)
            throws SQLException {
        Map<String, String> now = definitions(connection, expected);
        return new ForeignDataSnapshot(
                columns, TableChecksums.of(connection, columns, rowsRead), now, violations(connection));
    }

    /** Returns the SQL of everything that is not the store's, by name. */
    static Map<String, String> definitions(Connection connection, ExpectedSchema expected) throws SQLException {
        Set<String> storeIndexes = expected.indexes().keySet();
        Map<String, String> definitions = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name, coalesce(sql, '') FROM main.sqlite_master ORDER BY name")) {
            while (rows.next()) {
                String name = rows.getString(1);
                boolean added = expected.tables().containsKey(name) || storeIndexes.contains(name);
                if (!added && !name.equals(ExpectedSchema.MARKER)) {
                    definitions.put(name, rows.getString(2));
                }
            }
        }
        return definitions;
    }

    /** Returns the rows that refer to rows that do not exist, sorted; empty if SQLite cannot check the references. */
    static List<String> violations(Connection connection) throws SQLException {
        List<String> violations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA main.foreign_key_check")) {
            while (rows.next()) {
                violations.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
            }
        } catch (SQLiteException e) {
            // a reference to columns that are not unique, which is legal until it is used
            if (e.getResultCode() != SQLiteErrorCode.SQLITE_ERROR) {
                throw e;
            }
        }
        Collections.sort(violations);
        return violations;
    }

    /** Describes the first change since the earlier snapshot; empty if nothing has changed. */
    Optional<String> differenceFrom(ForeignDataSnapshot before) {
        for (Map.Entry<String, TableChecksums.Digest> table :
                before.rows().tables().entrySet()) {
            if (!table.getValue().equals(rows.tables().get(table.getKey()))) {
                return Optional.of("rows of the table " + table.getKey());
            }
        }
        if (!before.violations().equals(violations)) {
            return Optional.of("which rows refer to rows that do not exist");
        }
        return difference(before.definitions(), definitions);
    }

    /** Describes the first definition that has changed; empty if none has. */
    static Optional<String> difference(Map<String, String> before, Map<String, String> now) {
        return before.entrySet().stream()
                .filter(one -> !isKept(one.getKey(), one.getValue(), now.getOrDefault(one.getKey(), "")))
                .map(one -> "the definition of " + one.getKey())
                .findFirst();
    }

    /** SQLite inserts a new column into the table's SQL after the last one, and changes nothing else in it. */
    private static boolean isKept(String name, String before, String now) {
        if (!name.equals(ExpectedSchema.VIDEOS)) {
            return before.equals(now);
        }
        int start = 0;
        while (start < before.length() && start < now.length() && before.charAt(start) == now.charAt(start)) {
            start++;
        }
        return now.length() >= before.length() && now.endsWith(before.substring(start));
    }
}
