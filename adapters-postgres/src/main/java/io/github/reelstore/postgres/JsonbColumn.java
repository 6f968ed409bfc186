package io.github.reelstore.postgres;

import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.mybatis.internal.ColumnCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Maps JSON to {@code jsonb}. */
final class JsonbColumn implements ColumnCodec<JsonText> {

    @Override
    public void set(PreparedStatement statement, int parameter, JsonText value) throws SQLException {
        // untyped text, which the server converts to the column's type
        statement.setObject(parameter, value.value(), Types.OTHER);
    }

    @Override
    public @Nullable JsonText get(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : new JsonText(text);
    }
}
