package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A parser for the grammar of RFC 8259; the check allocates nothing. The domain has no JSON library as a dependency.
 */
final class JsonSyntax {

    /** The maximum nesting. SQLite accepts 1,000 levels; valid data does not need more than this. */
    static final int MAX_DEPTH = 200;

    /**
     * The maximum digits of a number. Postgres stores numbers with up to 131,072 digits before the decimal point and
     * 16,383 after it, and rounds smaller ones to zero. A double needs less than a fifth of this limit.
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
            throw syntax.invalid("something follows the value");
        }
    }

    /** The members of an object as text, by name; empty if the (valid) text is not an object. */
    static Map<String, String> members(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        JsonSyntax syntax = new JsonSyntax(text);
        syntax.space();
        if (!syntax.consume('{')) {
            return members;
        }
        syntax.space();
        while (!syntax.consume('}')) {
            syntax.space();
            String name = syntax.textOf(syntax::string);
            syntax.space();
            syntax.expect(':');
            syntax.space();
            String value = syntax.textOf(() -> syntax.value(2));
            unquote(name).ifPresent(key -> members.put(key, value));
            syntax.space();
            syntax.consume(',');
        }
        return members;
    }

    /** Passes on the names and values of those members of an object that are strings; nothing if the (valid) text is not an object. */
    static void texts(String text, BiConsumer<String, String> member) {
        JsonSyntax syntax = new JsonSyntax(text);
        syntax.space();
        if (!syntax.consume('{')) {
            return;
        }
        syntax.space();
        while (!syntax.consume('}')) {
            syntax.space();
            String name = syntax.plainString();
            syntax.space();
            syntax.expect(':');
            syntax.space();
            if (syntax.peek() == '"') {
                member.accept(name, syntax.plainString());
            } else {
                syntax.value(2);
            }
            syntax.space();
            syntax.consume(',');
        }
    }

    private String plainString() {
        int from = at;
        string();
        return plain(text.substring(from + 1, at - 1));
    }

    /** The elements of an array as text; empty if the (valid) text is not an array. */
    static List<String> elements(String text) {
        List<String> elements = new ArrayList<>();
        JsonSyntax syntax = new JsonSyntax(text);
        syntax.space();
        if (!syntax.consume('[')) {
            return elements;
        }
        syntax.space();
        while (!syntax.consume(']')) {
            syntax.space();
            elements.add(syntax.textOf(() -> syntax.value(2)));
            syntax.space();
            syntax.consume(',');
        }
        return elements;
    }

    private String textOf(Runnable part) {
        int from = at;
        part.run();
        return text.substring(from, at);
    }

    /** The value of a string; empty if the (valid) text is not a string. */
    static Optional<String> unquote(String text) {
        String string = text.strip();
        if (!string.startsWith("\"")) {
            return Optional.empty();
        }
        return Optional.of(plain(string.substring(1, string.length() - 1)));
    }

    /** What a string between its quotation marks means. */
    private static String plain(String string) {
        if (string.indexOf('\\') < 0) {
            return string;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < string.length(); i++) {
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
        return plain.toString();
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
            throw invalid("it is nested deeper than " + MAX_DEPTH + " levels");
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
        if (consume('}')) {
            return;
        }
        do {
            space();
            string();
            space();
            expect(':');
            value(depth + 1);
            space();
        } while (consume(','));
        expect('}');
    }

    private void array(int depth) {
        at++;
        space();
        if (consume(']')) {
            return;
        }
        do {
            value(depth + 1);
            space();
        } while (consume(','));
        expect(']');
    }

    private void string() {
        expect('"');
        skipPlain();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw invalid("a string contains a control character");
            }
            if (c == '\\') {
                escape();
            }
            skipPlain();
        }
    }

    /** Skips what means itself: nearly all of most values. */
    private void skipPlain() {
        int i = at;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                break;
            }
        }
        at = i;
    }

    private void escape() {
        char c = next();
        if (c == 'u') {
            char unit = hexUnit();
            if (unit == 0) {
                throw invalid("\\u0000 cannot be stored");
            }
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && consume('\\')
                        && consume('u')
                        && Character.isLowSurrogate(hexUnit());
                if (!pair) {
                    throw invalid("an escape sequence is half a surrogate pair");
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw invalid("there is no escape \\" + c);
        }
    }

    private char hexUnit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char digit = next();
            if (!HexFormat.isHexDigit(digit)) {
                throw invalid("\\u needs four hexadecimal digits");
            }
            unit = unit * 16 + HexFormat.fromHexDigit(digit);
        }
        return (char) unit;
    }

    private void number() {
        consume('-');
        int digits = consume('0') ? 1 : digits();
        if (consume('.')) {
            digits += digits();
        }
        if (consume('e') || consume('E')) {
            digits += exponent();
        }
        if (digits > MAX_DIGITS) {
            throw invalid("a number has more than " + MAX_DIGITS + " digits when it is written out");
        }
    }

    /** The absolute value of the exponent, limited to what exceeds the maximum. */
    private int exponent() {
        if (!consume('+')) {
            consume('-');
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
            throw invalid(at == text.length() ? "it ends too early" : "a value is expected");
        }
        return at - from;
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw invalid("a value is expected");
        }
        at += word.length();
    }

    private void space() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
    }

    /** The current character, or NUL at the end. The text itself cannot contain NUL. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() {
        if (at == text.length()) {
            throw invalid("it ends too early");
        }
        return text.charAt(at++);
    }

    private boolean consume(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        if (!consume(c)) {
            throw invalid(at == text.length() ? "it ends too early" : "'" + c + "' is expected");
        }
    }

    private StorageException.InvalidInput invalid(String why) {
        return new StorageException.InvalidInput(
                "JSON", "This is not valid JSON, at character " + (at + 1) + ": " + why + ".");
    }
}
