package io.github.reelstore.sqlite.internal.schema;

import io.github.reelstore.mybatis.internal.SqlFailure;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the store's missing tables, columns and indexes to a file while the other program goes on using it. Each
 * transaction checks again what is missing, because another process may be adding the same. Indexes, the largest part,
 * are built from pages in memory.
 */
public final class SchemaAdditions {

    private static final String BEGIN_IMMEDIATE = "BEGIN IMMEDIATE";

    /** How often the other program's writes may restart the reading; after that, it has to wait for the reading too. */
    private static final int MAX_READS = 8;

    private final Connection connection;
    private final Runnable onAdded;
    private final List<String> tables = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();

    /**
     * @param onAdded called after each addition
     */
    public SchemaAdditions(Connection connection, Runnable onAdded) {
        this.connection = connection;
        this.onAdded = onAdded;
    }

    /** Sets up the connection for short transactions on a large file. */
    public void prepare() throws SQLException {
        // build indexes in memory, from mapped pages that are not copied
        Sql.execute(connection, "PRAGMA mmap_size = 2147418112");
        Sql.execute(connection, "PRAGMA cache_size = -131072");
        Sql.execute(connection, "PRAGMA temp_store = MEMORY");
        if (Sql.isWal(connection)) {
            // commits do not wait for the disk; additions lost in a power failure are added again, because the mark is
            // added last
            Sql.execute(connection, "PRAGMA synchronous = NORMAL");
        }
    }

    /** Makes commits durable again before the last transaction: once it is durable, all earlier ones are. */
    public void restoreDurability() throws SQLException {
        Sql.execute(connection, "PRAGMA synchronous = FULL");
    }

    /**
     * Adds missing tables and columns; call it in a transaction. Tables come first: while a column refers to a table
     * that does not exist, every insert fails.
     */
    public void addTablesAndColumns() throws SQLException {
        ActualSchema actual = ActualSchema.of(connection);
        for (Addition table : actual.missingTables(AdoptedSchema.EXPECTED)) {
            add(table, tables);
        }
        for (Addition column : actual.missingColumns(AdoptedSchema.EXPECTED)) {
            add(column, columns);
        }
    }

    public List<Addition> missingIndexes() throws SQLException {
        return ActualSchema.of(connection).missingIndexes(AdoptedSchema.EXPECTED);
    }

    /** Runs work in a transaction, and may do more in it. */
    @FunctionalInterface
    public interface Step {

        /**
         * Runs work in a transaction.
         *
         * @param begin the statement that begins it
         */
        void in(String begin, Sql.Work work) throws SQLException;
    }

    /**
     * Adds each missing index in its own transaction: a single transaction would make the other program wait for too
     * long. For an index on the videos, the transaction first reads the table, before it takes the write lock, so that
     * the pages are cached. SQLite drops its cache when another connection writes, and reading all videos again would
     * be the longest part of the lock; in that case the transaction is restarted, a few times.
     */
    public void addIndexes(Step step) throws SQLException {
        boolean wal = Sql.isWal(connection);
        for (Addition index : missingIndexes()) {
            if (!index.sql().contains(" ON " + ExpectedSchema.VIDEOS)) {
                step.in(BEGIN_IMMEDIATE, () -> addIndex(index));
            } else if (!wal || !isAddedAfterReading(index, step)) {
                // without WAL a reader blocks writers, so the table is read outside of the transaction
                warmUp();
                step.in(BEGIN_IMMEDIATE, () -> addIndex(index));
            }
        }
    }

    private boolean isAddedAfterReading(Addition index, Step step) throws SQLException {
        for (int attempt = 1; attempt <= MAX_READS; attempt++) {
            try {
                step.in("BEGIN", () -> {
                    warmUp();
                    addIndex(index);
                });
                return true;
            } catch (SQLException e) {
                if (SqliteFailures.classify(e) != SqlFailure.BUSY) {
                    throw e;
                }
            }
        }
        return false;
    }

    /** Reads the table into memory, so that building an index does not wait for the disk while the file is locked. */
    private void warmUp() throws SQLException {
        Sql.number(connection, "SELECT count(profile_id) FROM main." + ExpectedSchema.VIDEOS + " NOT INDEXED");
    }

    /** Adds an index if it is missing; call it in a transaction. */
    public void addIndex(Addition index) throws SQLException {
        if (!exists("index", index.name())) {
            add(index, indexes);
        }
    }

    /**
     * Adds a table that is not part of the store's schema, if it is missing; call it in a transaction.
     *
     * @return whether it was missing
     */
    public boolean addTable(Addition table) throws SQLException {
        if (exists("table", table.name())) {
            return false;
        }
        add(table, tables);
        return true;
    }

    private boolean exists(String type, String name) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT count(*) FROM main.sqlite_master WHERE type = '" + type + "' AND name = '" + name + "'")
                > 0;
    }

    private void add(Addition addition, List<String> names) throws SQLException {
        Sql.execute(connection, addition.sql());
        names.add(addition.name());
        onAdded.run();
    }

    public List<String> tables() {
        return tables;
    }

    public List<String> columns() {
        return columns;
    }

    public List<String> indexes() {
        return indexes;
    }
}
