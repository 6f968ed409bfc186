package io.github.reelstore.domain.port.copy;

import java.util.Optional;

/**
 * A column.
 *
 * @param name its name
 * @param kind the kind of its values
 * @param parent the table to whose row it refers, by its only key column, or together with the other columns of its key, which have the
 *     same names in both tables; empty if it does not refer to a row
 * @param required whether a row is of no use without a value, although the column is not part of the key
 */
public record CopiedColumn(String name, Kind kind, Optional<String> parent, boolean required) {

    /** The maximum length of a text of the kind {@link Kind#KEY}. */
    public static final int MAX_KEY_BYTES = 2_000;

    /** The kind of the values of a column, and their form in a {@link CopiedRow}. */
    public enum Kind {
        /** Text, as it is. */
        TEXT,
        /** Text that is indexed: at most {@link CopiedColumn#MAX_KEY_BYTES} bytes in UTF-8, since Postgres accepts little more in an index. */
        KEY,
        /** JSON, in any of its forms: equal values may have different texts. */
        JSON,
        /** An instant in UTC with microseconds: {@code 2026-11-30T10:15:30.123456Z}. */
        INSTANT,
        /** An integer of 32 bits, in decimal digits. */
        INT,
        /** An integer of 64 bits, in decimal digits. */
        LONG
    }
}
