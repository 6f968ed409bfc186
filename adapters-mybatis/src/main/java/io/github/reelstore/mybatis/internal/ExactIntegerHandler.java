package io.github.reelstore.mybatis.internal;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;

/** Reads counts. Not with {@code getInt}: SQLite's driver drops the upper half of a long value. */
final class ExactIntegerHandler extends BaseTypeHandler<Integer> {

    @Override
    public void setNonNullParameter(PreparedStatement statement, int i, Integer value, JdbcType jdbcType)
            throws SQLException {
        statement.setInt(i, value);
    }

    @Override
    public Integer getNullableResult(ResultSet row, String column) throws SQLException {
        return Math.toIntExact(row.getLong(column));
    }

    @Override
    public Integer getNullableResult(ResultSet row, int column) throws SQLException {
        return Math.toIntExact(row.getLong(column));
    }

    @Override
    public Integer getNullableResult(CallableStatement call, int column) {
        throw new IllegalStateException("no statement calls a procedure");
    }
}
