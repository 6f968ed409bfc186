package io.github.reelstore.sqlite.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedRow;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.CopyOf;
import io.github.reelstore.domain.port.copy.RowWriter;
import io.github.reelstore.mybatis.internal.copy.CopySql;
import io.github.reelstore.mybatis.internal.copy.IdentityMarks;
import io.github.reelstore.sqlite.internal.connection.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes rows one by one, in transactions that keep others waiting for a moment only. */
final class SqliteRowWriter implements RowWriter {

    private static final long LONGEST_TRANSACTION_NANOS = 400_000_000;

    private final Connection connection;
    private final CopyOf run;
    private final SqliteCopyDialect dialect;
    private final Function<SQLException, StorageException> failures;
    private final Map<String, String> upserts = new HashMap<>();
    private final Map<String, String> deletes = new HashMap<>();
    private boolean running;
    private long beganNanos;

    SqliteRowWriter(
            Connection connection,
            CopyOf run,
            SqliteCopyDialect dialect,
            Function<SQLException, StorageException> failures) {
        this.connection = connection;
        this.run = run;
        this.dialect = dialect;
        this.failures = failures;
    }

    @Override
    public void insert(CopiedTable table, CopiedRow row) {
        write(upserts.computeIfAbsent(table.name(), name -> CopySql.upsert(dialect, table)), table.columns(), row);
    }

    @Override
    public void update(CopiedTable table, CopiedRow row) {
        insert(table, row);
    }

    @Override
    public void delete(CopiedTable table, CopiedRow row) {
        write(deletes.computeIfAbsent(table.name(), name -> CopySql.delete(dialect, table)), table.key(), row);
    }

    /** The connection keeps the statement. */
    private void write(String sql, List<CopiedColumn> columns, CopiedRow row) {
        try {
            if (!running) {
                Sql.execute(connection, "BEGIN IMMEDIATE");
                IdentityMarks.requireRunOf(connection, run);
                running = true;
                beganNanos = System.nanoTime();
            }
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < columns.size(); i++) {
                    dialect.bind(statement, i + 1, columns.get(i), row.values().get(i));
                }
                statement.executeUpdate();
            }
            if (System.nanoTime() - beganNanos > LONGEST_TRANSACTION_NANOS) {
                commit();
            }
        } catch (SQLException e) {
            throw failures.apply(e);
        }
    }

    private void commit() throws SQLException {
        if (running) {
            Sql.execute(connection, "COMMIT");
            running = false;
        }
    }

    @Override
    public void flush() {
        try {
            commit();
        } catch (SQLException e) {
            throw failures.apply(e);
        }
    }

    @Override
    public void close() {
        try {
            // rolls back what was not committed
            connection.close();
        } catch (SQLException e) {
            throw failures.apply(e);
        }
    }
}
