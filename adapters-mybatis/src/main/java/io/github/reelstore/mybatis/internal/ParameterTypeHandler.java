package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Seed;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;

/** Binds domain values to statement parameters, empty ones as NULL. Rows are read by {@link RecordTypeHandler}s. */
final class ParameterTypeHandler<T> extends BaseTypeHandler<T> {

    private static final List<Class<?>> OTHERS =
            List.of(Optional.class, Instant.class, JsonText.class, MediaInfo.class, MadeFrom.class, Seed.class);

    private final ColumnCodec<Instant> instants;
    private final ColumnCodec<JsonText> json;

    ParameterTypeHandler(Dialect dialect) {
        this.instants = dialect.instants();
        this.json = dialect.json();
    }

    /** The types that this handler binds. */
    static List<Class<?>> types() {
        return Stream.concat(TextTypes.all().stream(), OTHERS.stream()).toList();
    }

    @Override
    public void setNonNullParameter(PreparedStatement statement, int i, T value, JdbcType jdbcType)
            throws SQLException {
        bind(statement, i, value);
    }

    /**
     * Binds a value to a parameter, counted from 1.
     *
     * @param value may be an {@code Optional}
     */
    void bind(PreparedStatement statement, int i, Object value) throws SQLException {
        if (value instanceof Optional<?> optional) {
            if (optional.isPresent()) {
                bind(statement, i, optional.get());
            } else {
                statement.setNull(i, Types.NULL);
            }
        } else if (value instanceof Instant instant) {
            instants.set(statement, i, instant);
        } else if (value instanceof JsonText text) {
            json.set(statement, i, text);
        } else if (value instanceof MediaInfo info) {
            json.set(statement, i, info.toJson());
        } else if (value instanceof MadeFrom madeFrom) {
            json.set(statement, i, madeFrom.toJson());
        } else if (value instanceof Seed seed) {
            bind(statement, i, SeedTextHandler.number(Optional.of(seed)));
        } else if (value instanceof Number number) {
            statement.setLong(i, number.longValue());
        } else {
            String text = TextTypes.text(value)
                    .orElseThrow(() -> new IllegalArgumentException("no column holds a " + value.getClass()));
            statement.setString(i, requireNoLoneSurrogate(text));
        }
    }

    /** The drivers replace a lone surrogate by a question mark, and would then find a different text. */
    private static String requireNoLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                throw new StorageException.InvalidInput(
                        "text",
                        Messages.quoted(text) + " contains half a surrogate pair, which databases cannot store.");
            }
        }
        return text;
    }

    @Override
    public T getNullableResult(ResultSet rs, String columnName) {
        throw notForReading();
    }

    @Override
    public T getNullableResult(ResultSet rs, int columnIndex) {
        throw notForReading();
    }

    @Override
    public T getNullableResult(CallableStatement cs, int columnIndex) {
        throw notForReading();
    }

    private static IllegalStateException notForReading() {
        return new IllegalStateException("a statement's result is a row or a count; see RecordTypeHandler");
    }
}
