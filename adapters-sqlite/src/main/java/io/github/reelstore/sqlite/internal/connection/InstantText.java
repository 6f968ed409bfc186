package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.mybatis.internal.ColumnCodec;
import io.github.reelstore.mybatis.internal.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
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

    /** The format with 0 for each digit. */
    private static final String FORM = "0000-00-00T00:00:00.000000Z";

    private static final long SECONDS_PER_DAY = 86_400;

    private final Dialect.Text text;

    public InstantText() {
        this(ResultSet::getString);
    }

    /** Instants whose text is read in that way. */
    public InstantText(Dialect.Text text) {
        this.text = text;
    }

    public static String of(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > 9_999) {
            return FORMAT.format(instant);
        }
        char[] text = FORM.toCharArray();
        write(time.getYear(), text, 0, 4);
        write(time.getMonthValue(), text, 5, 7);
        write(time.getDayOfMonth(), text, 8, 10);
        write(time.getHour(), text, 11, 13);
        write(time.getMinute(), text, 14, 16);
        write(time.getSecond(), text, 17, 19);
        write(time.getNano() / 1_000, text, 20, 26);
        return new String(text);
    }

    private static void write(int number, char[] text, int start, int end) {
        int rest = number;
        for (int i = end - 1; i >= start; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    @Override
    public void set(PreparedStatement statement, int parameter, Instant value) throws SQLException {
        statement.setString(parameter, of(value));
    }

    @Override
    public @Nullable Instant get(ResultSet row, int column) throws SQLException {
        String value = text.get(row, column);
        if (value == null) {
            return null;
        }
        try {
            return isOwnFormat(value) ? parsed(value) : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new StorageException.InvalidInput("instant", Messages.quoted(value) + " is not an instant.");
        }
    }

    /** Other programs write other forms, such as one without a fraction. */
    private static boolean isOwnFormat(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char expected = FORM.charAt(i);
            char c = text.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        return true;
    }

    /** Reads the fields by their positions, which takes a fraction of the time of a general parser. */
    private static Instant parsed(String text) {
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        try {
            long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            return Instant.ofEpochSecond(
                    day * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second, number(text, 20, 26) * 1_000L);
        } catch (DateTimeException e) {
            throw new DateTimeParseException("no such day", text, 0, e);
        }
    }

    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
