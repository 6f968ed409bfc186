package io.github.reelstore.domain.internal;

import io.github.reelstore.domain.error.StorageException;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks for the values of records. */
public final class Validate {

    private static final int NANOS_PER_MICRO = 1_000;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Validate() {}

    public static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new StorageException.InvalidInput(name, "A value is required for " + name + ".");
        }
        return value;
    }

    public static void notBlank(String name, String value) {
        if (value.isBlank()) {
            throw new StorageException.InvalidInput(name, "The " + name + " must not be blank.");
        }
        text(name, value);
    }

    /** Refuses NUL and unpaired surrogates, which Postgres cannot store in text (its manual, 8.3 and 24.3). */
    public static void text(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                throw new StorageException.InvalidInput(name, "The " + name + " must not contain a NUL character.");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!pair) {
                    throw new StorageException.InvalidInput(name, "The " + name + " contains half a surrogate pair.");
                }
                i++;
            }
        }
    }

    public static void text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
    }

    /** Whether a text has that many digits, all of them hexadecimal and in lower case. */
    public static boolean isHexadecimal(String value, int digits) {
        if (value.length() != digits) {
            return false;
        }
        for (int i = 0; i < digits; i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    public static void notNegative(String name, long value) {
        if (value < 0) {
            throw new StorageException.InvalidInput(name, "The " + name + " must not be negative: " + value + ".");
        }
    }

    public static void notNegative(String name, Optional<? extends Number> value) {
        value.ifPresent(present -> notNegative(name, present.longValue()));
    }

    /**
     * Checks that the databases can store an instant. Postgres has a precision of microseconds (its manual, 8.5): a
     * finer instant would come back changed. SQLite stores text, which sorts by time only for years of four digits.
     *
     * @param name the name of the value, for the message
     * @throws StorageException.InvalidInput if the instant is finer than a microsecond, or not in the years 1 to 9999
     */
    public static void micros(String name, Instant value) {
        if (value.get(ChronoField.NANO_OF_SECOND) % NANOS_PER_MICRO != 0) {
            throw new StorageException.InvalidInput(
                    name,
                    "The " + name + " is finer than a microsecond: truncate it with truncatedTo(ChronoUnit.MICROS).");
        }
        if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
            throw new StorageException.InvalidInput(
                    name, "The " + name + " must be in the years 1 to 9999: " + value + ".");
        }
    }

    /** The same for an optional instant. */
    public static void micros(String name, Optional<Instant> value) {
        value.ifPresent(present -> micros(name, present));
    }
}
