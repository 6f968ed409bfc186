package io.github.reelstore.mybatis.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How a database stores values of one type.
 *
 * @param <T> the type
 */
public interface ColumnCodec<T> {

    /** Binds a value to a parameter, counted from 1. */
    void set(PreparedStatement statement, int parameter, T value) throws SQLException;

    /** Reads a column, counted from 1; null if the column is NULL. */
    @Nullable T get(ResultSet row, int column) throws SQLException;
}
