package io.github.reelstore.sqlite;

import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.mybatis.internal.ColumnCodec;
import io.github.reelstore.mybatis.internal.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Stores JSON as text; a CHECK constraint of the table validates it too. */
final class JsonColumn implements ColumnCodec<JsonText> {

    private final Dialect.Text text;

    /** JSON whose text is read in that way. */
    JsonColumn(Dialect.Text text) {
        this.text = text;
    }

    @Override
    public void set(PreparedStatement statement, int parameter, JsonText value) throws SQLException {
        statement.setString(parameter, value.value());
    }

    @Override
    public @Nullable JsonText get(ResultSet row, int column) throws SQLException {
        String value = text.get(row, column);
        return value == null ? null : new JsonText(value);
    }
}
