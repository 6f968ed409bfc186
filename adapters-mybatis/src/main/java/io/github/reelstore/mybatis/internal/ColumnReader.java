package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Seed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a result row column by column, in the order of the statement's select list. For SQLite's driver, looking up a
 * column by name costs more than reading it.
 */
final class ColumnReader {

    /** Every smaller integer is exact as a double. */
    private static final double MAX_EXACT = 0x1p53;

    private final ResultSet columns;
    private final Dialect dialect;
    private int last;

    ColumnReader(ResultSet columns, Dialect dialect) {
        this.columns = columns;
        this.dialect = dialect;
    }

    /** Reads the next column of a type; null if it is NULL. */
    @FunctionalInterface
    interface Reading {
        @Nullable Object from(ColumnReader row) throws SQLException;
    }

    /** How columns of a type are read. */
    static Reading of(Class<?> type) {
        if (type == Instant.class) {
            return ColumnReader::instant;
        }
        if (type == JsonText.class) {
            return ColumnReader::json;
        }
        if (type == MediaInfo.class) {
            return ColumnReader::mediaInfo;
        }
        if (type == MadeFrom.class) {
            return ColumnReader::madeFrom;
        }
        if (type == Seed.class) {
            return ColumnReader::seed;
        }
        if (type == Long.class || type == long.class) {
            return row -> row.number(++row.last);
        }
        if (type == Integer.class || type == int.class) {
            return ColumnReader::integer;
        }
        Function<String, ?> parser = TextTypes.parser(type);
        return row -> row.text(parser);
    }

    @Nullable Instant instant() throws SQLException {
        return dialect.instants().get(columns, ++last);
    }

    private @Nullable JsonText json() throws SQLException {
        return dialect.json().get(columns, ++last);
    }

    private @Nullable MediaInfo mediaInfo() throws SQLException {
        JsonText json = json();
        return json == null ? null : MediaInfo.of(json).ifAny().orElse(null);
    }

    private @Nullable MadeFrom madeFrom() throws SQLException {
        JsonText json = json();
        return json == null ? null : MadeFrom.of(json).ifAny().orElse(null);
    }

    private @Nullable Integer integer() throws SQLException {
        Long number = number(++last);
        if (number != null && number.intValue() != number) {
            throw invalid(number + " is not between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE + ".");
        }
        return number == null ? null : number.intValue();
    }

    private @Nullable Object text(Function<String, ?> parser) throws SQLException {
        String text = dialect.text().get(columns, ++last);
        return text == null ? null : parser.apply(text);
    }

    /**
     * SQLite stores any value in any column, and its driver's {@code getLong} turns text into 0 and a fraction into an
     * integer; {@code getInt} drops the upper half.
     */
    private @Nullable Long number(int column) throws SQLException {
        @Nullable Object value = columns.getObject(column);
        if (value == null) {
            return null;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) <= MAX_EXACT) {
            return number.longValue();
        }
        throw invalid((value instanceof byte[] ? "A blob" : Messages.quoted(value.toString())) + " is not an integer.");
    }

    /** The second column has what the first cannot hold. */
    private @Nullable Seed seed() throws SQLException {
        last += 2;
        String text = dialect.text().get(columns, last);
        if (text != null) {
            return Seed.of(text);
        }
        Long number = number(last - 1);
        return number == null ? null : Seed.of(number);
    }

    private static StorageException.InvalidInput invalid(String reason) {
        return new StorageException.InvalidInput("number", reason);
    }

    /** The id of the row as stored, for messages. */
    String id(int column) throws SQLException {
        return String.valueOf(dialect.text().get(columns, column));
    }

    /** Returns the value of a column that must not be NULL. */
    <T> T required(@Nullable T value) {
        if (value == null) {
            throw new StorageException.InvalidInput("column", "It has no value, but must have one.");
        }
        return value;
    }
}
