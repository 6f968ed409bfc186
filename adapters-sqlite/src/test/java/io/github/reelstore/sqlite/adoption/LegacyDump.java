package io.github.reelstore.sqlite.adoption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The content of a database, row by row, with the type and the bytes of every value. It is read from a copy of the file
 * and its {@code -wal}, so no file next to the database changes; no process may write meanwhile. Equal dumps have equal
 * content.
 *
 * @param columns the columns of each table, by table name
 * @param rows the rows of each table as sorted text, by table name
 * @param indexes the statement of each index of these tables, by index name
 */
public record LegacyDump(
        Map<String, List<String>> columns, Map<String, List<String>> rows, Map<String, String> indexes) {

    private static final String OWN_VALUES = "reelstore_values";

    /** Dumps all tables of a file, including sqlite_sequence. */
    public static LegacyDump of(Path file) {
        return onCopy(file, LegacyDump::all);
    }

    /**
     * Dumps the same tables, columns and indexes of a file, but nothing new: neither tables nor columns nor the store's
     * rows. Something that has been dropped causes an exception or is missing in the dump.
     */
    public LegacyDump again(Path file) {
        return onCopy(
                file,
                connection ->
                        read(connection, columns, indexes.keySet().stream().toList()));
    }

    /** The rows of one table, sorted. */
    public static List<String> rawRows(Path file, String table) {
        return of(file).rows().getOrDefault(table, List.of());
    }

    private static LegacyDump all(Connection connection) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        for (String table : strings(
                connection,
                "SELECT name FROM sqlite_master WHERE type = 'table' AND (name NOT LIKE 'sqlite^_%' ESCAPE '^'"
                        + " OR name = 'sqlite_sequence')")) {
            columns.put(table, LegacyRow.columns(connection, table));
        }
        return read(
                connection,
                columns,
                strings(connection, "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"));
    }

    private static LegacyDump read(Connection connection, Map<String, List<String>> columns, List<String> indexes)
            throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (Map.Entry<String, List<String>> table : columns.entrySet()) {
            rows.put(table.getKey(), rows(connection, table.getKey(), table.getValue()));
        }
        Map<String, String> definitions = new TreeMap<>();
        for (String index : indexes) {
            strings(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = '" + index + "'")
                    .forEach(sql -> definitions.put(index, sql));
        }
        return new LegacyDump(new LinkedHashMap<>(columns), rows, definitions);
    }

    private static List<String> rows(Connection connection, String table, List<String> columns) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT ");
        for (String column : columns) {
            sql.append(sql.length() > 7 ? ", " : "").append("typeof(" + column + "), CAST(" + column + " AS BLOB)");
        }
        sql.append(" FROM ").append(table);
        if (LegacyRow.columns(connection, table).contains(OWN_VALUES) && !columns.contains(OWN_VALUES)) {
            sql.append(" WHERE " + OWN_VALUES + " IS NULL");
        }
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.toString())) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 0; i < columns.size(); i++) {
                    row.append(columns.get(i))
                            .append('=')
                            .append(rows.getString(2 * i + 1))
                            .append(' ')
                            .append(shown(rows.getBytes(2 * i + 2)))
                            .append("; ");
                }
                all.add(row.toString());
            }
        }
        Collections.sort(all);
        return all;
    }

    /** Short printable ASCII unchanged, other bytes in hexadecimal, long values as a checksum. */
    private static String shown(byte[] bytes) {
        if (bytes == null) {
            return "";
        }
        if (bytes.length > 100) {
            return bytes.length + " bytes " + checksum(bytes);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        boolean plain = text.chars().allMatch(c -> c > ' ' && c < 127 && c != ';');
        return plain ? text : "x'" + HexFormat.of().formatHex(bytes) + "'";
    }

    /** The JVM of the tests computes this a hundred times faster than SHA-256. */
    private static String checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return Long.toHexString(checksum.getValue());
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    @FunctionalInterface
    private interface DumpReader {
        LegacyDump of(Connection connection) throws SQLException;
    }

    private static LegacyDump onCopy(Path file, DumpReader reader) {
        try {
            Path folder = Files.createTempDirectory("legacy-dump");
            Path copy = folder.resolve("copy.db");
            try {
                Files.copy(file, copy);
                Path wal = LegacyDatabase.sibling(file, "-wal");
                if (Files.exists(wal)) {
                    Files.copy(wal, LegacyDatabase.sibling(copy, "-wal"));
                }
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
                    return reader.of(connection);
                }
            } finally {
                for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                    Files.deleteIfExists(LegacyDatabase.sibling(copy, suffix));
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
