package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a result row column by column, in the order of the statement's select list. For SQLite's driver, looking up a
 * column by name costs more than reading it.
 */
final class ColumnReader {

    private final ResultSet columns;
    private final Dialect dialect;
    private int last;

    ColumnReader(ResultSet columns, Dialect dialect) {
        this.columns = columns;
        this.dialect = dialect;
    }

    /**
     * Reads the next column.
     *
     * @return the value; null if it is NULL
     */
    @Nullable Object value(Class<?> type) throws SQLException {
        last++;
        if (type == Instant.class) {
            return dialect.instants().get(columns, last);
        }
        if (type == JsonText.class) {
            return dialect.json().get(columns, last);
        }
        if (type == MediaInfo.class) {
            JsonText json = dialect.json().get(columns, last);
            return json == null ? null : MediaInfo.of(json).ifAny().orElse(null);
        }
        if (type == Long.class || type == long.class) {
            return number();
        }
        if (type == Integer.class || type == int.class) {
            Long number = number();
            return number == null ? null : Math.toIntExact(number);
        }
        String text = dialect.text().get(columns, last);
        return text == null ? null : TextTypes.parse(type, text);
    }

    private @Nullable Long number() throws SQLException {
        long number = columns.getLong(last);
        return columns.wasNull() ? null : number;
    }

    /** Returns the value of a column that must not be NULL. */
    <T> T required(@Nullable T value) throws SQLException {
        if (value == null) {
            String column = columns.getMetaData().getColumnName(last);
            throw new StorageException.Corrupt(
                    "database", "A row in the database has no value in " + column + ", which must not be NULL.", null);
        }
        return value;
    }
}
