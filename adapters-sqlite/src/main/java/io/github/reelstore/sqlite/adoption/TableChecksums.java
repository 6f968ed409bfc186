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
 * What tells whether rows have changed: of each table, how many there are and a SHA-256 over every value of every row with its
 * type, as it is stored and in the order in which SQLite has them.
 *
 * @param tables by their names
 */
record TableChecksums(Map<String, Digest> tables) {

    private static final int ROWS_A_REPORT = 1_000;

    /**
     * One table.
     *
     * @param rows how many
     * @param hash over all their values
     */
    record Digest(long rows, String hash) {}

    /**
     * Reads every row of the tables.
     *
     * @param columns the columns that count, by table
     * @param rowsRead is told how many rows have been read, now and then
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
        // an index that has all columns would give another order, once there is one
        String sql = "SELECT " + names + " FROM main." + ActualSchema.quoted(table) + " NOT INDEXED";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                for (int column = 1; column <= columns.size(); column++) {
                    add(hash, rows, column);
                }
                count++;
                if (count % ROWS_A_REPORT == 0) {
                    rowsRead.accept(count);
                }
            }
        }
        return new Digest(count, ContentHash.of(hash).value());
    }

    /** Text by its bytes: what is not UTF-8 would look alike as a string. */
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

    /** How many rows all tables have together. */
    long rows() {
        return tables.values().stream().mapToLong(Digest::rows).sum();
    }
}
