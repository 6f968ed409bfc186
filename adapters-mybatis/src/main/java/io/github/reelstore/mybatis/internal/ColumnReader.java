package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a result row column by column, in the order of the statement's select list. For SQLite's driver, looking up a
 * column by name costs more than reading it.
 */
final class ColumnReader {

    private final ResultSet columns;
    private final Database database;
    private int last;

    ColumnReader(ResultSet columns, Database database) {
        this.columns = columns;
        this.database = database;
    }

    @Nullable String text() throws SQLException {
        return database.text(columns, ++last);
    }

    <T> @Nullable T text(Function<String, T> type) throws SQLException {
        String text = text();
        return text == null ? null : type.apply(text);
    }

    @Nullable Long number() throws SQLException {
        long number = columns.getLong(++last);
        return columns.wasNull() ? null : number;
    }

    @Nullable Integer smallNumber() throws SQLException {
        Long number = number();
        return number == null ? null : Math.toIntExact(number);
    }

    @Nullable Instant instant() throws SQLException {
        return database.instants().get(columns, ++last);
    }

    @Nullable JsonText json() throws SQLException {
        return database.json().get(columns, ++last);
    }

    Optional<MediaInfo> mediaInfo() throws SQLException {
        return Optional.ofNullable(json()).flatMap(json -> MediaInfo.of(json).ifAny());
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
