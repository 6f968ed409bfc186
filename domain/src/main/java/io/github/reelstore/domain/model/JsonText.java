package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * One JSON value (RFC 8259) as text. It is kept for whoever wrote it; the store only makes sure that both databases can
 * hold it. What comes back is the same value, but not always the same text: Postgres keeps jsonb, which has its own white
 * space, order of keys and way of writing numbers (1e3 is 1000), and of two equal keys the last.
 *
 * @param value the text
 */
public record JsonText(String value) {

    /**
     * Checks the text.
     *
     * @throws StorageException.InvalidInput if it is not one JSON value, is nested deeper than {@value
     *     JsonSyntax#MAX_DEPTH}, or holds what Postgres cannot store as jsonb: the character U+0000, half a surrogate pair, or a
     *     number that has more than {@value JsonSyntax#MAX_DIGITS} digits when it is written out
     */
    public JsonText {
        Check.text("JSON", value);
        JsonSyntax.check(value);
    }

    /** A JSON array of strings, for tags. */
    public static JsonText arrayOf(Collection<String> strings) {
        return new JsonText(strings.stream().map(JsonSyntax::quote).collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public String toString() {
        return value;
    }
}
