package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Checksums that tell whether rows have changed: for each table, the number of rows and a SHA-256 over all values with
 * their types, as they are stored and in the order in which SQLite stores the rows.
 *
 * @param tables the checksums by table name
 */
record TableChecksums(Map<String, Digest> tables) {

    private static final int ROWS_PER_REPORT = 1_000;

    /**
     * The checksum of one table.
     *
     * @param rows the number of rows
     * @param hash the hash of all their values
     */
    record Digest(long rows, String hash) {}

    /**
     * Reads every row of the tables.
     *
     * @param columns the columns to include, by table
     * @param rowsRead called from time to time with the number of rows read
     */
    static TableChecksums of(Connection connection, Map<String, List<String>> columns, LongConsumer rowsRead)
            throws SQLException {
        Map<String, Digest> digests = new LinkedHashMap<>();
        long before = 0;
        for (Map.Entry<String, List<String>> table : columns.entrySet()) {
            long start = before;
            Digest digest = digest(connection, table.getKey(), table.getValue(), rows -> rowsRead.accept(start + rows));
            digests.put(table.getKey(), digest);
            before += digest.rows();
        }
        return new TableChecksums(digests);
    }

    private static Digest digest(Connection connection, String table, List<String> columns, LongConsumer rowsRead)
            throws SQLException {
        String names = columns.stream().map(ActualSchema::quoted).collect(Collectors.joining(", "));
        MessageDigest hash = ContentHash.newDigest();
        long count = 0;
        // a covering index, once there is one, would give another order
        String sql = "SELECT " + names + " FROM main." + ActualSchema.quoted(table) + " NOT INDEXED";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                for (int column = 1; column <= columns.size(); column++) {
                    add(hash, rows, column);
                }
                count++;
                if (count % ROWS_PER_REPORT == 0) {
                    rowsRead.accept(count);
                }
            }
        }
        return new Digest(count, ContentHash.of(hash).value());
    }

    /** Adds text as bytes: different invalid UTF-8 could be equal as a string. */
    private static void add(MessageDigest hash, ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            hash.update((byte) 'N');
        } else if (value instanceof Double real) {
            hash.update((byte) 'R');
            hash.update(bytes(Double.doubleToRawLongBits(real)));
        } else if (value instanceof Number integer) {
            hash.update((byte) 'I');
            hash.update(bytes(integer.longValue()));
        } else {
            byte[] content = rows.getBytes(column);
            hash.update((byte) (value instanceof String ? 'T' : 'B'));
            hash.update(bytes(content.length));
            hash.update(content);
        }
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** Returns the number of rows of all tables. */
    long rows() {
        return tables.values().stream().mapToLong(Digest::rows).sum();
    }
}
