package io.github.reelstore.sqlite.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.mybatis.internal.copy.CopyDialect;
import io.github.reelstore.mybatis.internal.copy.OddValueException;
import io.github.reelstore.sqlite.internal.connection.InstantText;
import io.github.reelstore.sqlite.internal.schema.AdoptedVideosView;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How SQLite stores what is copied. A column takes any value, so that each is checked.
 *
 * @param adopted whether the file is another program's
 * @param utf8 whether its text is UTF-8
 */
record SqliteCopyDialect(boolean adopted, boolean utf8) implements CopyDialect {

    /** Of files whose text is not UTF-8, which SQLite would compare in the order of its bytes. */
    static final String BY_CODE_POINTS = "reelstore_code_points";

    private static final String VIDEOS = "veo3_video_generations";
    private static final char NUL = '\0';
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public String relation(CopiedTable table) {
        return adopted && table.name().equals(VIDEOS) ? AdoptedVideosView.VIDEOS.relation() : table.name();
    }

    @Override
    public String shown(CopiedColumn column) {
        return column.name();
    }

    @Override
    public String collation() {
        return utf8 ? "" : " COLLATE " + BY_CODE_POINTS;
    }

    @Override
    public boolean mayDangle() {
        // SQLite checks references only for programs that ask for it
        return true;
    }

    @Override
    public Optional<String> hidden(CopiedTable table) {
        return adopted && table.name().equals(VIDEOS)
                ? Optional.of(AdoptedVideosView.VIDEOS.hidden())
                : Optional.empty();
    }

    @Override
    public String placeholder(CopiedColumn column) {
        return "?";
    }

    @Override
    public void bind(PreparedStatement statement, int parameter, CopiedColumn column, @Nullable String value)
            throws SQLException {
        boolean number = column.kind() == CopiedColumn.Kind.INT || column.kind() == CopiedColumn.Kind.LONG;
        if (number && value != null) {
            statement.setLong(parameter, Long.parseLong(value));
        } else {
            statement.setString(parameter, value);
        }
    }

    @Override
    public @Nullable String read(ResultSet row, int index, CopiedColumn column) throws SQLException, OddValueException {
        return switch (column.kind()) {
            case TEXT -> text(row, index);
            case KEY -> key(text(row, index));
            case JSON -> json(text(row, index));
            case INSTANT -> instant(text(row, index));
            case INT -> number(row.getString(index), Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> number(row.getString(index), Long.MIN_VALUE, Long.MAX_VALUE);
        };
    }

    private @Nullable String text(ResultSet row, int index) throws SQLException, OddValueException {
        byte[] bytes = utf8 ? row.getBytes(index) : null;
        String text = utf8 && bytes != null ? new String(bytes, StandardCharsets.UTF_8) : row.getString(index);
        if (text == null) {
            return null;
        }
        if (text.indexOf(NUL) >= 0) {
            throw new OddValueException("contains NUL", Optional.of(text.replace(NUL, REPLACEMENT)));
        }
        if (text.indexOf(REPLACEMENT) >= 0
                && bytes != null
                && !Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
            throw new OddValueException("is not valid UTF-8", Optional.of(text));
        }
        return text;
    }

    private static @Nullable String key(@Nullable String text) throws OddValueException {
        if (text != null && text.getBytes(StandardCharsets.UTF_8).length > CopiedColumn.MAX_KEY_BYTES) {
            throw new OddValueException("is longer than " + CopiedColumn.MAX_KEY_BYTES + " bytes", Optional.empty());
        }
        return text;
    }

    private static @Nullable String json(@Nullable String text) throws OddValueException {
        try {
            return text == null ? null : new JsonText(text).value();
        } catch (StorageException.InvalidInput e) {
            throw new OddValueException("is not JSON that every database can hold", Optional.empty());
        }
    }

    private static @Nullable String instant(@Nullable String text) throws OddValueException {
        try {
            return text == null ? null : InstantText.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new OddValueException("is not an instant", Optional.empty());
        }
    }

    private static @Nullable String number(@Nullable String text, long min, long max) throws OddValueException {
        if (text == null) {
            return null;
        }
        try {
            // integers that another program stored as real
            String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
            long number = Long.parseLong(digits);
            if (number >= min && number <= max) {
                return Long.toString(number);
            }
        } catch (NumberFormatException e) {
            // handled like one out of range
        }
        throw new OddValueException("is not an integer of this column's size", Optional.empty());
    }
}
