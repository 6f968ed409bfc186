package io.github.reelstore.sqlite.internal.schema;

import io.github.reelstore.mybatis.internal.SqlFailure;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds to a file what its schema lacks of the store's, while its own program goes on working: what it adds is looked for again in
 * each transaction, since another process may be adding the same, and the largest part, indexes, is made of what is in memory.
 */
public final class SchemaAdditions {

    private static final String AT_ONCE = "BEGIN IMMEDIATE";

    /** How often the other program's writing may make us read again, before it has to wait for that too. */
    private static final int MOST_READINGS = 8;

    private final Connection connection;
    private final Runnable eachAdded;
    private final List<String> tables = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();

    /**
     * @param eachAdded is told of each
     */
    public SchemaAdditions(Connection connection, Runnable eachAdded) {
        this.connection = connection;
        this.eachAdded = eachAdded;
    }

    /** What the connection needs for transactions that are short though the file is large. */
    public void prepare() throws SQLException {
        // indexes are made in memory, from pages that are not copied
        Sql.execute(connection, "PRAGMA mmap_size = 2147418112");
        Sql.execute(connection, "PRAGMA cache_size = -131072");
        Sql.execute(connection, "PRAGMA temp_store = MEMORY");
        if (Sql.isWal(connection)) {
            // a commit does not wait for the disk; what a power cut takes is added again, since the mark is not there
            // yet
            Sql.execute(connection, "PRAGMA synchronous = NORMAL");
        }
    }

    /** Undoes of {@link #prepare} what the last transaction must not have: when it is there, all before it is. */
    public void lasting() throws SQLException {
        Sql.execute(connection, "PRAGMA synchronous = FULL");
    }

    /** In a transaction of the caller's. Tables first: a column that refers to a table which is not there makes every insert fail. */
    public void addTablesAndColumns() throws SQLException {
        ActualSchema actual = ActualSchema.of(connection);
        for (Addition table : actual.missingTables(AdoptedSchema.WANTED)) {
            add(table, tables);
        }
        for (Addition column : actual.missingColumns(AdoptedSchema.WANTED)) {
            add(column, columns);
        }
    }

    public List<Addition> missingIndexes() throws SQLException {
        return ActualSchema.of(connection).missingIndexes(AdoptedSchema.WANTED);
    }

    /** A transaction of the caller's, who may do more in it. */
    @FunctionalInterface
    public interface Step {

        /**
         * Does work in a transaction.
         *
         * @param begin the statement that begins it
         */
        void in(String begin, Sql.Work work) throws SQLException;
    }

    /**
     * Adds each index that is missing in a transaction of its own: together they would keep the other program waiting for too
     * long. Those of the clips are made of what has been read in the same transaction while it was one of a reader still. SQLite
     * forgets what it has read once somebody else has written, and reading all clips again would be the longest part of the lock; so
     * if somebody has, it begins anew, a few times.
     */
    public void addIndexes(Step step) throws SQLException {
        boolean wal = Sql.isWal(connection);
        for (Addition index : missingIndexes()) {
            if (!index.sql().contains(" ON " + ExpectedSchema.CLIPS)) {
                step.in(AT_ONCE, () -> addIndex(index));
            } else if (!wal || !isAddedAfterReading(index, step)) {
                // without WAL a reader keeps others from writing, so the reading cannot be a part of it
                warm();
                step.in(AT_ONCE, () -> addIndex(index));
            }
        }
    }

    private boolean isAddedAfterReading(Addition index, Step step) throws SQLException {
        for (int attempt = 1; attempt <= MOST_READINGS; attempt++) {
            try {
                step.in("BEGIN", () -> {
                    warm();
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

    /** Reads what an index will be made of, so that the disk is not waited for while the file is locked. */
    private void warm() throws SQLException {
        Sql.number(connection, "SELECT count(profile_id) FROM main." + ExpectedSchema.CLIPS + " NOT INDEXED");
    }

    /** In a transaction of the caller's. */
    public void addIndex(Addition index) throws SQLException {
        if (!isThere("index", index.name())) {
            add(index, indexes);
        }
    }

    /**
     * Adds a table that is none of the store's schema, in a transaction of the caller's.
     *
     * @return whether it was not there
     */
    public boolean addTable(Addition table) throws SQLException {
        if (isThere("table", table.name())) {
            return false;
        }
        add(table, tables);
        return true;
    }

    private boolean isThere(String type, String name) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT count(*) FROM main.sqlite_master WHERE type = '" + type + "' AND name = '" + name + "'")
                > 0;
    }

    private void add(Addition addition, List<String> names) throws SQLException {
        Sql.execute(connection, addition.sql());
        names.add(addition.name());
        eachAdded.run();
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
