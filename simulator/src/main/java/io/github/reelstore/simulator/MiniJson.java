package io.github.reelstore.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * JSON as maps, lists, texts, {@link BigDecimal} and booleans. Members that are null are left out, so that "null" and "not given"
 * are the same.
 */
final class MiniJson {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER = 400;

    /** A null in an array. */
    private static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private final String text;
    private int at;

    private MiniJson(String text) {
        this.text = text;
    }

    /** An empty object, with its members in the order in which they are put. */
    static Map<String, Object> object() {
        return new LinkedHashMap<>();
    }

    /** An object of names and values in turn. Empty optionals are left out. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = object();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value instanceof Optional<?> optional) {
                String name = namesAndValues[i].toString();
                optional.ifPresent(present -> object.put(name, present));
            } else {
                object.put(namesAndValues[i].toString(), value);
            }
        }
        return object;
    }

    /** @throws IllegalArgumentException if the text is not one JSON object */
    static Map<String, Object> parseObject(String text) {
        MiniJson json = new MiniJson(text);
        Object value = json.value(0);
        json.blanks();
        if (json.at < text.length() || !(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("The body is not one JSON object");
        }
        Map<String, Object> object = object();
        map.forEach((name, member) -> object.put(name.toString(), member));
        return object;
    }

    /** The text of a member; empty if it is missing. */
    static Optional<String> text(Map<String, Object> object, String name) {
        return member(object, name, String.class, "a text");
    }

    /** A member with a number, or a text with one; empty if it is missing. */
    static Optional<BigDecimal> number(Map<String, Object> object, String name) {
        if (object.get(name) instanceof String text && text.matches("[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            return Optional.of(new BigDecimal(text));
        }
        return member(object, name, BigDecimal.class, "a number");
    }

    /** The members of an object in an object; empty if it is missing. */
    static Map<String, Object> object(Map<String, Object> object, String name) {
        Map<String, Object> members = object();
        member(object, name, Map.class, "an object")
                .ifPresent(map -> ((Map<?, ?>) map).forEach((key, value) -> members.put(key.toString(), value)));
        return members;
    }

    private static <T> Optional<T> member(Map<String, Object> object, String name, Class<T> type, String noun) {
        Object value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("\"" + name + "\" is not " + noun);
        }
        return Optional.of(type.cast(value));
    }

    /** The value on one line. */
    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out, false);
        return out.toString();
    }

    /** The value on one line, with the members of objects sorted. */
    static String writeSorted(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out, true);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out, boolean sorted) {
        if (value instanceof Map<?, ?> map) {
            writeObject(map, out, sorted);
        } else if (value instanceof List<?> list) {
            writeArray(list, out, sorted);
        } else if (value instanceof BigDecimal number) {
            out.append(number.toPlainString());
        } else if (value instanceof Number || value instanceof Boolean || value == NULL) {
            out.append(value);
        } else {
            writeText(value.toString(), out);
        }
    }

    private static void writeObject(Map<?, ?> map, StringBuilder out, boolean sorted) {
        Map<?, ?> members = sorted ? new TreeMap<Object, Object>(map) : map;
        String separator = "";
        out.append('{');
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.append(separator);
            writeText(member.getKey().toString(), out);
            out.append(':');
            write(member.getValue(), out, sorted);
            separator = ",";
        }
        out.append('}');
    }

    private static void writeArray(List<?> list, StringBuilder out, boolean sorted) {
        String separator = "";
        out.append('[');
        for (Object element : list) {
            out.append(separator);
            write(element, out, sorted);
            separator = ",";
        }
        out.append(']');
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    // Parsing (RFC 8259)

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("nested too deeply");
        }
        blanks();
        char c = peek();
        return switch (c) {
            case '{' -> readObject(depth);
            case '[' -> readArray(depth);
            case '"' -> readText();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", NULL);
            default -> readNumber();
        };
    }

    private Map<String, Object> readObject(int depth) {
        Map<String, Object> object = object();
        at++;
        blanks();
        if (peek() == '}') {
            at++;
            return object;
        }
        while (true) {
            blanks();
            String name = readText();
            blanks();
            expect(':');
            Object value = value(depth + 1);
            if (value != NULL) {
                object.put(name, value);
            }
            blanks();
            if (peek() != ',') {
                expect('}');
                return object;
            }
            at++;
        }
    }

    private List<Object> readArray(int depth) {
        List<Object> list = new ArrayList<>();
        at++;
        blanks();
        if (peek() == ']') {
            at++;
            return list;
        }
        while (true) {
            list.add(value(depth + 1));
            blanks();
            if (peek() != ',') {
                expect(']');
                return list;
            }
            at++;
        }
    }

    private String readText() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = next();
            if (c < ' ') {
                throw malformed("a control character in a text");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) ((hex() << 12) | (hex() << 8) | (hex() << 4) | hex());
            default -> throw malformed("an unknown escape");
        };
    }

    private int hex() {
        int digit = Character.digit(next(), 16);
        if (digit < 0) {
            throw malformed("an unknown escape");
        }
        return digit;
    }

    private BigDecimal readNumber() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        if (number.length() > MAX_NUMBER || !number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
            throw malformed("no value");
        }
        return new BigDecimal(number);
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw malformed("no value");
        }
        at += word.length();
        return value;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed("the end");
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed("no " + c);
        }
        at++;
    }

    private IllegalArgumentException malformed(String what) {
        return new IllegalArgumentException("The body is not JSON: " + what + " at character " + (at + 1));
    }
}
