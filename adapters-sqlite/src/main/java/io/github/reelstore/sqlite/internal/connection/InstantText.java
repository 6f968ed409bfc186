package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.mybatis.internal.ColumnCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Stores instants as text of fixed width, such as {@code 2026-11-22T10:15:30.123456Z}, which sorts in order of time.
 */
public final class InstantText implements ColumnCodec<Instant> {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }

    @Override
    public void set(PreparedStatement statement, int parameter, Instant value) throws SQLException {
        statement.setString(parameter, of(value));
    }

    @Override
    public @Nullable Instant get(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new StorageException.InvalidInput("instant", Messages.quoted(text) + " is not an instant.");
        }
    }
}
