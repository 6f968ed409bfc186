package io.github.reelstore.app;

import io.github.reelstore.domain.media.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The content of a store, read without it: all rows of each table, and all files below the storage root, including
 * staged ones, with the hashes of their content.
 *
 * @param rows the rows by table
 * @param files the hashes by path
 */
public record StoreSnapshot(Map<String, List<String>> rows, Map<String, String> files) {

    /** The current content; empty if there is no store. */
    public static StoreSnapshot of(Path database, Path storage) {
        return new StoreSnapshot(rows(database), files(storage));
    }

    private static Map<String, List<String>> rows(Path database) {
        Map<String, List<String>> rows = new TreeMap<>();
        if (!Files.exists(database)) {
            return rows;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            for (String table : tables(connection)) {
                rows.put(table, all(connection, table));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery(
                        // the first attempt to store a file sets the store id, even if it fails
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'reelstore_identity'")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }

    private static List<String> all(Connection connection, String table) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1, 2")) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.append(rows.getString(column)).append('|');
                }
                all.add(row.toString());
            }
        }
        return all;
    }

    /** The number of rows of a table. */
    public int count(String table) {
        return rows.getOrDefault(table, List.of()).size();
    }

    private static Map<String, String> files(Path storage) {
        Map<String, String> files = new TreeMap<>();
        if (!Files.isDirectory(storage)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(storage)) {
            // the file with the store id, which the first attempt to store a file creates, is not content
            all.filter(file -> Files.isRegularFile(file)
                            && !file.endsWith(".reelstore/store-id")
                            && !file.endsWith(".reelstore/reserve"))
                    .forEach(file -> files.put(storage.relativize(file).toString(), hash(file)));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SHA-256 of a file. */
    public static String hash(Path file) {
        try {
            java.security.MessageDigest digest = ContentHash.newDigest();
            digest.update(Files.readAllBytes(file));
            return ContentHash.of(digest).value();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
