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

    /** An object without members. */
    public static final JsonText EMPTY_OBJECT = new JsonText("{}");

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

    /** A JSON object of strings, in the order of the map. */
    public static JsonText objectOf(Map<String, String> strings) {
        return new JsonText(strings.entrySet().stream()
                .map(one -> JsonSyntax.quote(one.getKey()) + ":" + JsonSyntax.quote(one.getValue()))
                .collect(Collectors.joining(",", "{", "}")));
    }

    /** Whether this is an object. */
    public boolean isObject() {
        return value.stripLeading().startsWith("{");
    }

    /**
     * The value of a member, the last one if the name occurs twice; empty if there is no such member, or this is not an
     * object.
     */
    public Optional<JsonText> member(String name) {
        return Optional.ofNullable(members().get(name));
    }

    /**
     * A copy of this object with the member added or replaced.
     *
     * @throws IllegalStateException if this is not an object
     */
    public JsonText with(String name, JsonText member) {
        if (!isObject()) {
            throw new IllegalStateException("only an object has members");
        }
        Map<String, JsonText> members = members();
        members.put(name, member);
        return of(members);
    }

    /** A copy of this object without the member; this object itself if it has no such member. */
    public JsonText without(String name) {
        Map<String, JsonText> members = members();
        return members.remove(name) == null ? this : of(members);
    }

    /** The elements of this array that are strings; empty if this is not an array. */
    public List<String> strings() {
        return JsonSyntax.elements(value).stream()
                .flatMap(element -> JsonSyntax.unquote(element).stream())
                .toList();
    }

    /** The members of this object that are strings, in order. */
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
