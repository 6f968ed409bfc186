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
 * One JSON value (RFC 8259) as text. It is kept for whoever wrote it; the store only makes sure that both databases can
 * hold it. What comes back is the same value, but not always the same text: Postgres keeps jsonb, which has its own white
 * space, order of keys and way of writing numbers (1e3 is 1000), and of two equal keys the last.
 *
 * @param value the text
 */
public record JsonText(String value) {

    /** An object without members. */
    public static final JsonText EMPTY_OBJECT = new JsonText("{}");

    /**
     * Checks the text.
     *
     * @throws StorageException.InvalidInput if it is not one JSON value, is nested deeper than {@value
     *     JsonSyntax#MAX_DEPTH}, or holds what Postgres cannot store as jsonb: the character U+0000, half a surrogate pair, or a
     *     number that has more than {@value JsonSyntax#MAX_DIGITS} digits when it is written out
     */
    public JsonText {
        Validate.text("JSON", value);
        JsonSyntax.check(value);
    }

    /** A JSON array of strings, for tags. */
    public static JsonText arrayOf(Collection<String> strings) {
        return new JsonText(strings.stream().map(JsonSyntax::quote).collect(Collectors.joining(",", "[", "]")));
    }

    /** An object of strings, in the order of the map. */
    public static JsonText objectOf(Map<String, String> strings) {
        return new JsonText(strings.entrySet().stream()
                .map(one -> JsonSyntax.quote(one.getKey()) + ":" + JsonSyntax.quote(one.getValue()))
                .collect(Collectors.joining(",", "{", "}")));
    }

    /** Whether it is an object. */
    public boolean isObject() {
        return value.stripLeading().startsWith("{");
    }

    /** The value of a member of this object, of two of one name the last; empty where there is none, or this is no object. */
    public Optional<JsonText> member(String name) {
        return Optional.ofNullable(members().get(name));
    }

    /**
     * This object with the member, in place of one of that name.
     *
     * @throws IllegalStateException if this is no object
     */
    public JsonText with(String name, JsonText member) {
        if (!isObject()) {
            throw new IllegalStateException("only an object has members");
        }
        Map<String, JsonText> members = members();
        members.put(name, member);
        return of(members);
    }

    /** This object without the member; this where it has none. */
    public JsonText without(String name) {
        Map<String, JsonText> members = members();
        return members.remove(name) == null ? this : of(members);
    }

    /** The strings of this array; none where it is no array, and nothing but strings. */
    public List<String> strings() {
        return JsonSyntax.elements(value).stream()
                .flatMap(element -> JsonSyntax.unquote(element).stream())
                .toList();
    }

    /** The members of this object that are strings, in their order. */
    public Map<String, String> stringMembers() {
        Map<String, String> strings = new LinkedHashMap<>();
        members()
                .forEach((name, member) ->
                        JsonSyntax.unquote(member.value).ifPresent(string -> strings.put(name, string)));
        return strings;
    }

    private Map<String, JsonText> members() {
        Map<String, JsonText> members = new LinkedHashMap<>();
        JsonSyntax.members(value).forEach((name, text) -> members.put(name, new JsonText(text)));
        return members;
    }

    private static JsonText of(Map<String, JsonText> members) {
        return new JsonText(members.entrySet().stream()
                .map(one -> JsonSyntax.quote(one.getKey()) + ":" + one.getValue())
                .collect(Collectors.joining(",", "{", "}")));
    }

    @Override
    public String toString() {
        return value;
    }
}
