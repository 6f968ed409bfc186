package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedRow;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.CopyOf;
import io.github.reelstore.domain.port.copy.RowWriter;
import io.github.reelstore.mybatis.internal.copy.CopySql;
import io.github.reelstore.mybatis.internal.copy.IdentityMarks;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Inserts rows by COPY, which the server works on while the next rows are read; replaces and deletes rows in batches of statements.
 */
final class PostgresRowWriter implements RowWriter {

    /** How much is lost if the process is killed, and how long the other changes of a batch wait in memory. */
    private static final int MAX_ROWS = 20_000;

    private static final int MAX_CHANGES = 500;
    private static final long MAX_CHARACTERS = 32L << 20;
    private static final int BUFFER = 1 << 16;

    private final Connection connection;
    private final String begin;
    private final CopyOf run;
    private final PostgresCopyDialect dialect;
    private final Function<SQLException, StorageException> failures;
    private final StringBuilder buffer = new StringBuilder();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, String> upserts = new HashMap<>();
    private final Map<String, String> deletes = new HashMap<>();

    private boolean running;
    private @Nullable CopyIn copy;
    /** The name of the table into which it copies. */
    private String copied = "";

    private long rows;
    private long characters;

    private record Change(String sql, List<CopiedColumn> columns, CopiedRow row) {}

    PostgresRowWriter(
            Connection connection,
            String begin,
            CopyOf run,
            PostgresCopyDialect dialect,
            Function<SQLException, StorageException> failures) {
        this.connection = connection;
        this.begin = begin;
        this.run = run;
        this.dialect = dialect;
        this.failures = failures;
    }

    @Override
    public void insert(CopiedTable table, CopiedRow row) {
        try {
            CopyIn open = copy;
            if (open == null || !table.name().equals(copied)) {
                endCopy();
                begin();
                open = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + table.name() + " (" + CopySql.names(table.columns()) + ") FROM STDIN");
                copy = open;
                copied = table.name();
            }
            append(row);
            if (buffer.length() >= BUFFER) {
                send(open);
            }
            if (++rows >= MAX_ROWS || characters >= MAX_CHARACTERS) {
                commit();
            }
        } catch (SQLException e) {
            throw failures.apply(e);
        }
    }

    private void begin() throws SQLException {
        if (!running) {
            String unused = PostgresDatabase.lastResult(connection, begin);
            IdentityMarks.requireRunOf(connection, run);
            running = true;
        }
    }

    /** The text format of COPY. */
    private void append(CopiedRow row) {
        int before = buffer.length();
        String separator = "";
        for (@Nullable String value : row.values()) {
            buffer.append(separator);
            separator = "\t";
            if (value == null) {
                buffer.append("\\N");
            } else {
                escape(value);
            }
        }
        buffer.append('\n');
        characters += buffer.length() - before;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }

    private void send(CopyIn open) throws SQLException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        buffer.setLength(0);
        open.writeToCopy(bytes, 0, bytes.length);
    }

    private void endCopy() throws SQLException {
        CopyIn open = copy;
        if (open != null) {
            send(open);
            copy = null;
            open.endCopy();
        }
    }

    @Override
    public void update(CopiedTable table, CopiedRow row) {
        change(new Change(
                upserts.computeIfAbsent(table.name(), name -> CopySql.upsert(dialect, table)), table.columns(), row));
    }

    @Override
    public void delete(CopiedTable table, CopiedRow row) {
        change(new Change(
                deletes.computeIfAbsent(table.name(), name -> CopySql.delete(dialect, table)), table.key(), row));
    }

    private void change(Change change) {
        changes.add(change);
        change.row().values().forEach(value -> characters += value == null ? 1 : value.length());
        if (changes.size() >= MAX_CHANGES || characters >= MAX_CHARACTERS) {
            flush();
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

    private void commit() throws SQLException {
        endCopy();
        if (!changes.isEmpty()) {
            begin();
            run();
        }
        if (running) {
            connection.commit();
            running = false;
        }
        rows = 0;
        characters = 0;
    }

    /** Runs the changes, those with the same statement in one batch. */
    private void run() throws SQLException {
        for (int from = 0; from < changes.size(); ) {
            String sql = changes.get(from).sql();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                while (from < changes.size() && changes.get(from).sql().equals(sql)) {
                    Change change = changes.get(from++);
                    for (int i = 0; i < change.columns().size(); i++) {
                        dialect.bind(
                                statement,
                                i + 1,
                                change.columns().get(i),
                                change.row().values().get(i));
                    }
                    statement.addBatch();
                }
                int[] unused = statement.executeBatch();
            }
        }
        changes.clear();
    }

    @Override
    public void close() {
        try {
            CopyIn open = copy;
            if (open != null && open.isActive()) {
                copy = null;
                open.cancelCopy();
            }
        } catch (SQLException e) {
            // the transaction is rolled back in any case
            return;
        } finally {
            release();
        }
    }

    private void release() {
        try {
            connection.close();
        } catch (SQLException e) {
            // nothing of it was committed
            return;
        }
    }
}
