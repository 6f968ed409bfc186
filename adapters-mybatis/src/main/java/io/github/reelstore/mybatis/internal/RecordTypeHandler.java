package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole result row into a record. MyBatis lets a type handler do that for a statement's result type; it is five
 * times faster than mapping columns to constructor arguments, and does not depend on column names.
 */
final class RecordTypeHandler<R> extends BaseTypeHandler<R> {

    /** Reads a row's columns in the order of the select list. */
    @FunctionalInterface
    interface Reader<R> {
        @Nullable R read(ColumnReader columns) throws SQLException;
    }

    private final Dialect dialect;
    private final Reader<R> reader;

    RecordTypeHandler(Dialect dialect, Reader<R> reader) {
        this.dialect = dialect;
        this.reader = reader;
    }

    @Override
    public @Nullable R getNullableResult(ResultSet rs, String firstColumn) throws SQLException {
        try {
            return reader.read(new ColumnReader(rs, dialect));
        } catch (StorageException.InvalidInput e) {
            throw new StorageException.Corrupt(
                    "database", "A row in the database has an invalid value: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable R getNullableResult(ResultSet rs, int columnIndex) throws SQLException {
        return getNullableResult(rs, "");
    }

    @Override
    public R getNullableResult(CallableStatement cs, int columnIndex) {
        throw new IllegalStateException("no statement calls a procedure");
    }

    @Override
    public void setNonNullParameter(PreparedStatement ps, int i, R parameter, JdbcType jdbcType) {
        throw new IllegalStateException("a row cannot be a parameter");
    }
}
