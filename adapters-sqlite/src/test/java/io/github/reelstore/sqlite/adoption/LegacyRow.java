package io.github.reelstore.sqlite.adoption;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of another program's table, by column name. */
final class LegacyRow {

    /** Text as bytes, which need not be UTF-8. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] value) {}

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    LegacyRow with(String column, @Nullable Object value) {
        values.put(column, value);
        return this;
    }

    @Nullable Object get(String column) {
        return values.get(column);
    }

    /** Inserts the row, without the columns that the table does not have. */
    void insert(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>(columns(connection, table));
        names.retainAll(values.keySet());
        List<String> placeholders = new ArrayList<>();
        for (String name : names) {
            placeholders.add(values.get(name) instanceof Bytes ? "CAST(? AS TEXT)" : "?");
        }
        String sql = "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", placeholders) + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            bind(insert, names);
            insert.executeUpdate();
        }
    }

    void bind(PreparedStatement insert, List<String> names) throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            Object value = values.get(names.get(i));
            insert.setObject(i + 1, value instanceof Bytes bytes ? bytes.value() : value);
        }
    }

    static List<String> columns(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (rows.next()) {
                names.add(Objects.requireNonNull(rows.getString("name")));
            }
        }
        return names;
    }
}
