package io.github.reelstore.sqlite.adoption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

/**
 * What a database says, row by row, with the type and the bytes of every value. It reads a copy of the file and its {@code -wal},
 * so nothing beside the file changes; nobody may write meanwhile. Two that are equal say the same.
 *
 * @param columns the columns of each table, by its name
 * @param rows the rows of each table as text, by its name, sorted
 * @param indexes the statement of each index of these tables, by its name
 */
public record LegacyDump(
        Map<String, List<String>> columns, Map<String, List<String>> rows, Map<String, String> indexes) {

    private static final String OURS = "reelstore_values";

    /** All tables of a file, sqlite_sequence among them. */
    public static LegacyDump of(Path file) {
        return onCopy(file, LegacyDump::all);
    }

    /**
     * Reads the same tables, columns and indexes of a file as this has, and what is new not: neither tables nor columns nor
     * rows of the store's. What is gone is told by an exception or is missing.
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
        Map<String, String> found = new TreeMap<>();
        for (String index : indexes) {
            strings(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = '" + index + "'")
                    .forEach(sql -> found.put(index, sql));
        }
        return new LegacyDump(new LinkedHashMap<>(columns), rows, found);
    }

    private static List<String> rows(Connection connection, String table, List<String> columns) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT ");
        for (String column : columns) {
            sql.append(sql.length() > 7 ? ", " : "").append("typeof(" + column + "), CAST(" + column + " AS BLOB)");
        }
        sql.append(" FROM ").append(table);
        if (LegacyRow.columns(connection, table).contains(OURS) && !columns.contains(OURS)) {
            sql.append(" WHERE " + OURS + " IS NULL");
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

    /** Short printable ASCII as it is, other bytes in hexadecimal, long ones by their hash. */
    private static String shown(byte[] bytes) {
        if (bytes == null) {
            return "";
        }
        if (bytes.length > 100) {
            return bytes.length + " bytes " + HexFormat.of().formatHex(sha256(bytes));
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        boolean plain = text.chars().allMatch(c -> c > ' ' && c < 127 && c != ';');
        return plain ? text : "x'" + HexFormat.of().formatHex(bytes) + "'";
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
    private interface Reading {
        LegacyDump of(Connection connection) throws SQLException;
    }

    private static LegacyDump onCopy(Path file, Reading reading) {
        try {
            Path folder = Files.createTempDirectory("legacy-dump");
            Path copy = folder.resolve("copy.db");
            try {
                Files.copy(file, copy);
                Path wal = LegacyDatabase.beside(file, "-wal");
                if (Files.exists(wal)) {
                    Files.copy(wal, LegacyDatabase.beside(copy, "-wal"));
                }
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
                    return reading.of(connection);
                }
            } finally {
                for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                    Files.deleteIfExists(LegacyDatabase.beside(copy, suffix));
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
