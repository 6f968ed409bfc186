package io.github.reelstore.sqlite.internal.connection;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Text of another program as its bytes are: what is not UTF-8, or holds NUL, is another text once it has been a string of Java's, and
 * would not be found again.
 */
public final class RawText {

    /** How a statement takes it. */
    public static final String PARAMETER = "CAST(? AS TEXT)";

    private final byte[] bytes;

    private RawText(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads a column that has text. */
    public static RawText of(ResultSet row, int column) throws SQLException {
        return new RawText(row.getBytes(column));
    }

    /** Binds it to a {@link #PARAMETER}. */
    public void bind(PreparedStatement statement, int parameter) throws SQLException {
        statement.setBytes(parameter, bytes);
    }
}
