package io.github.reelstore.sqlite.internal.connection;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Another program's text as bytes. Text that is not UTF-8 or contains NUL is changed by the conversion to a Java
 * string, and would not be found again.
 */
public final class RawText {

    /** The parameter to use in a statement. */
    public static final String PARAMETER = "CAST(? AS TEXT)";

    private final byte[] bytes;

    private RawText(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads a text column. */
    public static RawText of(ResultSet row, int column) throws SQLException {
        return new RawText(row.getBytes(column));
    }

    /** Binds the text to a {@link #PARAMETER}. */
    public void bind(PreparedStatement statement, int parameter) throws SQLException {
        statement.setBytes(parameter, bytes);
    }
}
