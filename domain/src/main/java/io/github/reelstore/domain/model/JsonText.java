package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * One JSON value (RFC 8259) as text. It is kept for whoever wrote it; the store only makes sure that both databases can
 * hold it. A database may return it with other white space or another order of keys.
 *
 * @param value the text
 */
public record JsonText(String value) {

    /**
     * Checks the text.
     *
     * @throws StorageException.InvalidInput if it is not one JSON value, is nested deeper than {@value
     *     JsonSyntax#MAX_DEPTH}, or holds what Postgres cannot store as jsonb: the character U+0000 or half a surrogate pair
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
