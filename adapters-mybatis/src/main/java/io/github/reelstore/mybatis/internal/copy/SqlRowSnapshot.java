package io.github.reelstore.mybatis.internal.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedProfiles;
import io.github.reelstore.domain.port.copy.CopiedRow;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.OddValue;
import io.github.reelstore.domain.port.copy.RowSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A snapshot of the rows: a connection in a transaction that reads a single snapshot. */
public final class SqlRowSnapshot implements RowSnapshot {

    /** Rows may be large, and as many are in memory. */
    private static final int FETCH = 64;

    private final Connection connection;
    private final CopyDialect dialect;
    private final CopiedProfiles profiles;
    private final Function<SQLException, StorageException> failures;
    private final AutoCloseable onClose;

    /**
     * @param connection in a transaction
     * @param failures translates failures
     * @param onClose ends the transaction, and releases the connection
     */
    public SqlRowSnapshot(
            Connection connection,
            CopyDialect dialect,
            CopiedProfiles profiles,
            Function<SQLException, StorageException> failures,
            AutoCloseable onClose) {
        this.connection = connection;
        this.dialect = dialect;
        this.profiles = profiles;
        this.failures = failures;
        this.onClose = onClose;
    }

    @Override
    public Rows rows(CopiedTable table, List<CopiedColumn> columns, Optional<CopiedRow> after, Consumer<OddValue> odd) {
        try {
            return new SqlRows(table, columns, after, odd);
        } catch (SQLException e) {
            throw failures.apply(e);
        }
    }

    /** Reads as {@link io.github.reelstore.domain.port.copy.CopyableDatabase#page} does, and closes the snapshot. */
    public List<CopiedRow> page(CopiedTable table, List<CopiedColumn> columns, Optional<CopiedRow> after, int max) {
        try (this;
                Rows rows = rows(table, columns, after, odd -> {})) {
            List<CopiedRow> page = new ArrayList<>();
            while (page.size() < max) {
                @Nullable CopiedRow row = rows.next();
                if (row == null) {
                    break;
                }
                page.add(row);
            }
            return page;
        }
    }

    private final class SqlRows implements Rows {

        private final CopiedTable table;
        private final List<CopiedColumn> columns;
        private final Consumer<OddValue> odd;
        private final PreparedStatement statement;
        private final ResultSet rows;

        SqlRows(CopiedTable table, List<CopiedColumn> columns, Optional<CopiedRow> after, Consumer<OddValue> odd)
                throws SQLException {
            this.table = table;
            this.columns = columns;
            this.odd = odd;
            this.statement =
                    connection.prepareStatement(CopySql.select(dialect, table, columns, after.isPresent(), profiles));
            try {
                int parameter = 0;
                if (after.isPresent()) {
                    for (CopiedColumn column : table.key()) {
                        dialect.bind(
                                statement,
                                ++parameter,
                                column,
                                after.get().values().get(parameter - 1));
                    }
                }
                for (String profile : profiles.names()) {
                    statement.setString(++parameter, profile);
                }
                statement.setFetchSize(FETCH);
                this.rows = statement.executeQuery();
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        }

        @Override
        public @Nullable CopiedRow next() {
            try {
                while (rows.next()) {
                    @Nullable CopiedRow row = read();
                    if (row != null) {
                        return row;
                    }
                }
                return null;
            } catch (SQLException e) {
                throw failures.apply(e);
            }
        }

        /** Null if the row is of no use without a value that is missing. */
        private @Nullable CopiedRow read() throws SQLException {
            List<@Nullable String> values = new ArrayList<>(columns.size());
            // as stored, so that messages name the row even if its key is odd
            List<@Nullable String> key = new ArrayList<>(table.keyColumns());
            List<String> reasons = new ArrayList<>();
            boolean usable = true;
            int missing = columns.size();
            for (int i = 0; i < columns.size(); i++) {
                CopiedColumn column = columns.get(i);
                if (i < table.keyColumns()) {
                    key.add(rows.getString(i + 1));
                }
                @Nullable String value;
                boolean known = true;
                try {
                    value = dialect.read(rows, i + 1, column);
                } catch (OddValueException e) {
                    reasons.add(column.name() + " " + e.getMessage());
                    value = e.shown().orElse(null);
                    // another value would be another row
                    known = i >= table.keyColumns() && value != null;
                }
                if (dialect.mayDangle() && column.parent().isPresent() && rows.getInt(++missing) != 0) {
                    reasons.add(column.name() + " refers to a row that does not exist");
                    value = null;
                    known = false;
                }
                values.add(value);
                usable &= known || (i >= table.keyColumns() && !column.required());
            }
            CopiedRow named = new CopiedRow(key);
            String leftOut = usable ? "" : ", so that the row is left out";
            for (String reason : reasons) {
                report(named, reason, leftOut);
            }
            if (columns.size() == table.columns().size()
                    && dialect.hidden(table).isPresent()) {
                rows.getString(missing + 1)
                        .lines()
                        .forEach(hidden -> report(named, hidden, " is not valid for this column"));
            }
            return usable ? new CopiedRow(values) : null;
        }

        /** Reports a value by its column, a blank and the reason. */
        private void report(CopiedRow named, String reason, String more) {
            int blank = reason.indexOf(' ');
            odd.accept(new OddValue(
                    table.name(), table.keyOf(named), reason.substring(0, blank), reason.substring(blank + 1) + more));
        }

        @Override
        public void close() {
            try {
                statement.close();
            } catch (SQLException e) {
                throw failures.apply(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            onClose.close();
        } catch (SQLException e) {
            throw failures.apply(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
