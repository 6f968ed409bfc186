package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.mybatis.internal.copy.CopyDialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How Postgres stores what is copied. Its columns accept no odd values. */
final class PostgresCopyDialect implements CopyDialect {

    @Override
    public String relation(CopiedTable table) {
        return table.name();
    }

    @Override
    public String shown(CopiedColumn column) {
        return switch (column.kind()) {
            case INSTANT -> "to_char(" + column.name() + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
            case TEXT, KEY, JSON, INT, LONG -> column.name();
        };
    }

    @Override
    public String collation() {
        return "";
    }

    @Override
    public boolean mayDangle() {
        return false;
    }

    @Override
    public Optional<String> hidden(CopiedTable table) {
        return Optional.empty();
    }

    @Override
    public String placeholder(CopiedColumn column) {
        return switch (column.kind()) {
            case TEXT, KEY -> "?";
            case JSON -> "?::jsonb";
            case INSTANT -> "?::timestamptz";
            case INT -> "?::integer";
            case LONG -> "?::bigint";
        };
    }

    @Override
    public void bind(PreparedStatement statement, int parameter, CopiedColumn column, @Nullable String value)
            throws SQLException {
        statement.setString(parameter, value);
    }

    @Override
    public @Nullable String read(ResultSet row, int index, CopiedColumn column) throws SQLException {
        return row.getString(index);
    }
}
