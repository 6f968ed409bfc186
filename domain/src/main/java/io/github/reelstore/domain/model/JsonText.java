package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One JSON value (RFC 8259) as text. The store does not interpret it, but checks that both databases can store it. A
 * stored value comes back as the same value, but not always as the same text: Postgres uses jsonb, which has its own
 * white space, order of keys and number format (1e3 becomes 1000), and keeps the last of two equal keys.
 *
 * @param value the text
 */
public record JsonText(String value) {

    /**
     * Checks the text.
     *
     * @throws StorageException.InvalidInput if it is not one JSON value, is nested deeper than
     *     {@value JsonSyntax#MAX_DEPTH}, or contains what Postgres cannot store as jsonb: the character U+0000, half a
     *     surrogate pair, or a number that has more than {@value JsonSyntax#MAX_DIGITS} digits when it is written out
     */
    public JsonText {
        Validate.text("JSON", value);
        JsonSyntax.check(value);
    }

    /** A JSON array of strings, such as tags. */
    public static JsonText arrayOf(Collection<String> strings) {
        return new JsonText(strings.stream().map(JsonSyntax::quote).collect(Collectors.joining(",", "[", "]")));
    }

    /** A JSON string. */
    public static JsonText ofString(String string) {
        return new JsonText(JsonSyntax.quote(string));
    }

    /**
     * The members of an object, by name, in their order; of two members with the same name the last one. Empty if the value is
     * not an object.
     */
    public Map<String, JsonText> members() {
        Map<String, JsonText> members = new LinkedHashMap<>();
        JsonSyntax.members(value).forEach((name, member) -> members.put(name, new JsonText(member.strip())));
        return members;
    }

    /** The elements of an array; empty if the value is not an array. */
    public List<JsonText> elements() {
        return JsonSyntax.elements(value).stream()
                .map(element -> new JsonText(element.strip()))
                .toList();
    }

    /** The text of a string; empty if the value is not a string. */
    public Optional<String> string() {
        return JsonSyntax.unquote(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
