package io.github.reelstore.postgres;

import io.github.reelstore.mybatis.internal.ColumnCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Maps instants to {@code timestamptz}. */
final class TimestampColumn implements ColumnCodec<Instant> {

    @Override
    public void set(PreparedStatement statement, int parameter, Instant value) throws SQLException {
        statement.setObject(parameter, value.atOffset(ZoneOffset.UTC));
    }

    @Override
    public @Nullable Instant get(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
