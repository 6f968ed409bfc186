package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.Seed;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;

/** Binds the second column of a seed, which has the seeds that do not fit into the first. */
public final class SeedTextHandler extends BaseTypeHandler<Optional<Seed>> {

    /** The text of a seed that a signed 64-bit column cannot hold. */
    static Optional<String> text(Optional<Seed> seed) {
        return seed.flatMap(SeedTextHandler::text);
    }

    static Optional<String> text(Seed seed) {
        return seed.isLong() ? Optional.empty() : Optional.of(seed.toString());
    }

    /** The number of a seed that it can hold. */
    static Optional<Long> number(Optional<Seed> seed) {
        return seed.filter(Seed::isLong).map(value -> value.value().longValueExact());
    }

    @Override
    public void setNonNullParameter(PreparedStatement statement, int i, Optional<Seed> seed, JdbcType jdbcType)
            throws SQLException {
        Optional<String> text = text(seed);
        if (text.isPresent()) {
            statement.setString(i, text.get());
        } else {
            statement.setNull(i, Types.NULL);
        }
    }

    @Override
    public Optional<Seed> getNullableResult(ResultSet row, String column) {
        throw notForReading();
    }

    @Override
    public Optional<Seed> getNullableResult(ResultSet row, int column) {
        throw notForReading();
    }

    @Override
    public Optional<Seed> getNullableResult(CallableStatement call, int column) {
        throw notForReading();
    }

    private static IllegalStateException notForReading() {
        return new IllegalStateException("rows are read by ColumnReader");
    }
}
