package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;

/**
 * Makes a record of a whole result row. MyBatis lets a type handler do that for a statement's result type; it is five times
 * faster than its mapping of columns to constructor arguments, and the columns cannot be mixed up by their names.
 */
final class RecordTypeHandler<R> extends BaseTypeHandler<R> {

    /** Reads a row's columns in the order in which the statement names them. */
    @FunctionalInterface
    interface Reader<R> {
        R read(ColumnReader columns) throws SQLException;
    }

    private final Database database;
    private final Reader<R> reader;

    RecordTypeHandler(Database database, Reader<R> reader) {
        this.database = database;
        this.reader = reader;
    }

    @Override
    public R getNullableResult(ResultSet rs, String firstColumn) throws SQLException {
        try {
            return reader.read(new ColumnReader(rs, database));
        } catch (StorageException.InvalidInput | ArithmeticException e) {
            throw new StorageException.Corrupt(
                    "database", "A row of the database holds what it may not: " + e.getMessage(), e);
        }
    }

    @Override
    public R getNullableResult(ResultSet rs, int columnIndex) throws SQLException {
        return getNullableResult(rs, "");
    }

    @Override
    public R getNullableResult(CallableStatement cs, int columnIndex) {
        throw new IllegalStateException("no statement calls a procedure");
    }

    @Override
    public void setNonNullParameter(PreparedStatement ps, int i, R parameter, JdbcType jdbcType) {
        throw new IllegalStateException("a row is no parameter");
    }
}
