package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The grammar of RFC 8259, as a check that allocates nothing. The domain has no library to ask. */
final class JsonSyntax {

    /** SQLite takes 1,000 levels; nobody means more than this. */
    static final int MAX_DEPTH = 200;

    /**
     * Postgres writes numbers out, with 131,072 digits before the point and 16,383 after it, and rounds to nothing what is too
     * small for that; no double needs a fifth of this.
     */
    static final int MAX_DIGITS = 2_000;

    private final String text;
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    static void check(String text) {
        JsonSyntax syntax = new JsonSyntax(text);
        syntax.value(1);
        syntax.space();
        if (syntax.at < text.length()) {
            throw syntax.wrong("something follows the value");
        }
    }

    /** The members of an object, by their names, as they are written; none where the (valid) text is no object. */
    static Map<String, String> members(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        JsonSyntax syntax = new JsonSyntax(text);
        syntax.space();
        if (!syntax.taken('{')) {
            return members;
        }
        syntax.space();
        while (!syntax.taken('}')) {
            syntax.space();
            String name = syntax.written(syntax::string);
            syntax.space();
            syntax.expect(':');
            syntax.space();
            String value = syntax.written(() -> syntax.value(2));
            unquote(name).ifPresent(key -> members.put(key, value));
            syntax.space();
            syntax.taken(',');
        }
        return members;
    }

    /** The elements of an array, as they are written; none where the (valid) text is no array. */
    static List<String> elements(String text) {
        List<String> elements = new ArrayList<>();
        JsonSyntax syntax = new JsonSyntax(text);
        syntax.space();
        if (!syntax.taken('[')) {
            return elements;
        }
        syntax.space();
        while (!syntax.taken(']')) {
            syntax.space();
            elements.add(syntax.written(() -> syntax.value(2)));
            syntax.space();
            syntax.taken(',');
        }
        return elements;
    }

    private String written(Runnable part) {
        int from = at;
        part.run();
        return text.substring(from, at);
    }

    /** The text that a string stands for; empty where the (valid) text is no string. */
    static Optional<String> unquote(String text) {
        String string = text.strip();
        if (!string.startsWith("\"")) {
            return Optional.empty();
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < string.length() - 1; i++) {
            char c = string.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = string.charAt(++i);
            switch (escaped) {
                case 'u' -> {
                    plain.append((char) HexFormat.fromHexDigits(string, i + 1, i + 5));
                    i += 4;
                }
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                default -> plain.append(escaped);
            }
        }
        return Optional.of(plain.toString());
    }

    static String quote(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private void value(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("it is nested deeper than " + MAX_DEPTH + " levels");
        }
        space();
        switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depth) {
        at++;
        space();
        if (taken('}')) {
            return;
        }
        do {
            space();
            string();
            space();
            expect(':');
            value(depth + 1);
            space();
        } while (taken(','));
        expect('}');
    }

    private void array(int depth) {
        at++;
        space();
        if (taken(']')) {
            return;
        }
        do {
            value(depth + 1);
            space();
        } while (taken(','));
        expect(']');
    }

    private void string() {
        expect('"');
        while (!taken('"')) {
            char c = next();
            if (c < ' ') {
                throw wrong("a control character stands in a string");
            }
            if (c == '\\') {
                escape();
            }
        }
    }

    private void escape() {
        char c = next();
        if (c == 'u') {
            char unit = hexUnit();
            if (unit == 0) {
                throw wrong("\\u0000 cannot be stored");
            }
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && taken('\\')
                        && taken('u')
                        && Character.isLowSurrogate(hexUnit());
                if (!pair) {
                    throw wrong("an escape stands for half a surrogate pair");
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw wrong("there is no escape \\" + c);
        }
    }

    private char hexUnit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char digit = next();
            if (!HexFormat.isHexDigit(digit)) {
                throw wrong("\\u needs four hexadecimal digits");
            }
            unit = unit * 16 + HexFormat.fromHexDigit(digit);
        }
        return (char) unit;
    }

    private void number() {
        taken('-');
        int digits = taken('0') ? 1 : digits();
        if (taken('.')) {
            digits += digits();
        }
        if (taken('e') || taken('E')) {
            digits += exponent();
        }
        if (digits > MAX_DIGITS) {
            throw wrong("a number has more than " + MAX_DIGITS + " digits when it is written out");
        }
    }

    /** How many places it moves the point, but no more than matter. */
    private int exponent() {
        if (!taken('+')) {
            taken('-');
        }
        int from = at;
        digits();
        int places = 0;
        for (int i = from; i < at && places <= MAX_DIGITS; i++) {
            places = places * 10 + Character.digit(text.charAt(i), 10);
        }
        return places;
    }

    private int digits() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == from) {
            throw wrong(at == text.length() ? "it ends too early" : "a value is expected");
        }
        return at - from;
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value is expected");
        }
        at += word.length();
    }

    private void space() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
    }

    /** The character here, or NUL at the end, which no text holds that comes here. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() {
        if (at == text.length()) {
            throw wrong("it ends too early");
        }
        return text.charAt(at++);
    }

    private boolean taken(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        if (!taken(c)) {
            throw wrong(at == text.length() ? "it ends too early" : "'" + c + "' is expected");
        }
    }

    private StorageException.InvalidInput wrong(String why) {
        return new StorageException.InvalidInput(
                "JSON", "This is not valid JSON, at character " + (at + 1) + ": " + why + ".");
    }
}
