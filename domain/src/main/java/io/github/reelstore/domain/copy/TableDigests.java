package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.port.copy.CopiedRow;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.RowSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The digest of all rows of a snapshot, and those of its tables.
 *
 * @param digest the digest of all rows
 * @param tables the number of rows and their digest, by table
 */
record TableDigests(String digest, Map<String, Table> tables) {

    private static final int ROWS_PER_REPORT = 10_000;

    record Table(long rows, String digest) {}

    static TableDigests of(RowSnapshot snapshot, LongConsumer progress) {
        RowDigest all = new RowDigest();
        Map<String, Table> tables = new LinkedHashMap<>();
        long done = 0;
        for (CopiedTable table : CopiedTable.ALL) {
            RowDigest one = new RowDigest();
            long rows = 0;
            try (RowSnapshot.Rows read = snapshot.rows(table, table.columns(), Optional.empty(), odd -> {})) {
                for (@Nullable CopiedRow row = read.next(); row != null; row = read.next()) {
                    one.add(table.columns(), row);
                    rows++;
                    if (++done % ROWS_PER_REPORT == 0) {
                        progress.accept(done);
                    }
                }
            }
            Table digested = new Table(rows, one.value());
            tables.put(table.name(), digested);
            all.add(table.name());
            all.add(digested.digest());
        }
        progress.accept(done);
        return new TableDigests(all.value(), tables);
    }

    long rows() {
        return tables.values().stream().mapToLong(Table::rows).sum();
    }

    /** A sentence for each table that differs. */
    List<String> differences(TableDigests other) {
        return tables.entrySet().stream()
                .filter(table -> !table.getValue().equals(other.tables.get(table.getKey())))
                .map(table -> "The table " + table.getKey() + " differs: "
                        + table.getValue().rows() + " rows in the source, "
                        + Optional.ofNullable(other.tables.get(table.getKey()))
                                .map(Table::rows)
                                .orElse(0L)
                        + " in the target.")
                .toList();
    }
}
