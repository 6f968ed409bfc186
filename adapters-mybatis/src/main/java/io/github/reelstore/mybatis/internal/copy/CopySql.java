package io.github.reelstore.mybatis.internal.copy;

import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedProfiles;
import io.github.reelstore.domain.port.copy.CopiedTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statements that read and write the rows of a table. */
public final class CopySql {

    private static final String MARKS = "reelstore_marks";

    private CopySql() {}

    /**
     * Reads rows in the order of their key. The parameters are the key after which to begin, then the names of the profiles. After the
     * columns comes, for each that refers to a row, whether that row is missing; and the hidden values, if all columns are read.
     */
    static String select(
            CopyDialect dialect,
            CopiedTable table,
            List<CopiedColumn> columns,
            boolean after,
            CopiedProfiles profiles) {
        List<String> shown = new ArrayList<>();
        columns.forEach(column -> shown.add(dialect.shown(column)));
        if (dialect.mayDangle()) {
            columns.stream()
                    .filter(column -> column.parent().isPresent())
                    .forEach(column -> shown.add(missing(table, column, profiles)));
        }
        if (columns.size() == table.columns().size()) {
            dialect.hidden(table).ifPresent(shown::add);
        }
        List<String> conditions = new ArrayList<>();
        String key = names(table.key(), column -> column.name() + collation(dialect, column));
        if (after) {
            conditions.add("(" + key + ") > (" + names(table.key(), dialect::placeholder) + ")");
        }
        conditions.addAll(copied(table));
        if (!profiles.isAll()) {
            conditions.add(table.owner()
                    .map(owner ->
                            table.columns().get(0).name() + " IN (SELECT id FROM " + owner + " WHERE profile_id IN "
                                    + placeholders(profiles.names().size()) + ")")
                    .orElseGet(() ->
                            "profile_id IN " + placeholders(profiles.names().size())));
        }
        return "SELECT " + String.join(", ", shown) + " FROM " + dialect.relation(table) + " r" + where(conditions)
                + " ORDER BY " + key;
    }

    /** The conditions for the rows of a table that are copied. */
    static List<String> copied(CopiedTable table) {
        return table.name().equals(MARKS) ? List.of("row_kind <> '" + CopiedTable.SERVER_MARKS + "'") : List.of();
    }

    static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static String collation(CopyDialect dialect, CopiedColumn column) {
        return column.kind() == CopiedColumn.Kind.KEY ? dialect.collation() : "";
    }

    private static String missing(CopiedTable table, CopiedColumn column, CopiedProfiles profiles) {
        String ofProfiles = profiles.isAll() || table.owner().isPresent() ? "" : " AND p.profile_id = r.profile_id";
        CopiedTable parent = CopiedTable.of(column.parent().orElseThrow());
        return "CASE WHEN r." + column.name() + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + parent.name()
                + " p WHERE " + isParent(parent, column) + ofProfiles + ") THEN 1 ELSE 0 END";
    }

    private static String isParent(CopiedTable parent, CopiedColumn column) {
        return parent.keyColumns() == 1
                ? "p." + parent.key().get(0).name() + " = r." + column.name()
                : parent.key().stream()
                        .map(key -> "p." + key.name() + " = r." + key.name())
                        .collect(Collectors.joining(" AND "));
    }

    /** {@code (?, ?, ?)}. */
    static String placeholders(int count) {
        return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
    }

    private static String names(List<CopiedColumn> columns, Function<CopiedColumn, String> name) {
        return columns.stream().map(name).collect(Collectors.joining(", "));
    }

    /** The names of the columns, separated by commas. */
    public static String names(List<CopiedColumn> columns) {
        return names(columns, CopiedColumn::name);
    }

    /** Inserts a row, or replaces the one with its key. The parameters are the columns of the table. */
    public static String upsert(CopyDialect dialect, CopiedTable table) {
        List<CopiedColumn> rest =
                table.columns().subList(table.keyColumns(), table.columns().size());
        String change = rest.isEmpty()
                ? "NOTHING"
                : "UPDATE SET " + names(rest, column -> column.name() + " = excluded." + column.name());
        return "INSERT INTO " + table.name() + " (" + names(table.columns()) + ") VALUES ("
                + names(table.columns(), dialect::placeholder) + ") ON CONFLICT (" + names(table.key()) + ") DO "
                + change;
    }

    /** Deletes a row. The parameters are the columns of its key. */
    public static String delete(CopyDialect dialect, CopiedTable table) {
        return "DELETE FROM " + table.name() + " WHERE "
                + table.key().stream()
                        .map(column -> column.name() + " = " + dialect.placeholder(column))
                        .collect(Collectors.joining(" AND "));
    }
}
