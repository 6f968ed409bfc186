package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.model.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * JSON of which equal values have one text only (RFC 8785, the JSON Canonicalization Scheme): members sorted by the UTF-16 code
 * units of their names, no white space, the shortest escapes. RFC 8785 writes numbers as ECMAScript does, which has no
 * others than doubles: as its section 3.2.2.3 advises, integers beyond 2^53 - 1 and decimals are written as strings, in full
 * digits without trailing zeros.
 */
public final class CanonicalJson {

    /** The largest integer up to which a double holds each one: 2^53 - 1. */
    private static final BigInteger MAX_SAFE = BigInteger.ONE.shiftLeft(53).subtract(BigInteger.ONE);

    private CanonicalJson() {}

    /** The canonical text of a value; of two members with the same name the last one counts. */
    public static String of(JsonText json) {
        return of(json, true);
    }

    /** As {@link #of}, but all numbers stay numbers, so that two values have the same text only if they are the same. */
    public static String exact(JsonText json) {
        return of(json, false);
    }

    private static String of(JsonText json, boolean quotes) {
        StringBuilder canonical = new StringBuilder();
        append(canonical, json, quotes);
        return canonical.toString();
    }

    private static void append(StringBuilder out, JsonText json, boolean quotes) {
        String text = json.value().strip();
        switch (text.charAt(0)) {
            case '{' -> appendMembers(out, json.members(), quotes);
            case '[' ->
                out.append(json.elements().stream()
                        .map(element -> of(element, quotes))
                        .collect(Collectors.joining(",", "[", "]")));
            case '"' -> appendString(out, json.string().orElseThrow());
            case 't', 'f', 'n' -> out.append(text);
            default -> appendNumber(out, new BigDecimal(text), quotes ? "\"" : "");
        }
    }

    private static void appendMembers(StringBuilder out, Map<String, JsonText> members, boolean quotes) {
        String separator = "{";
        // String compares UTF-16 code units, as section 3.2.3 asks for
        for (Map.Entry<String, JsonText> member : new TreeMap<>(members).entrySet()) {
            out.append(separator);
            appendString(out, member.getKey());
            out.append(':');
            append(out, member.getValue(), quotes);
            separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void appendNumber(StringBuilder out, BigDecimal number, String quote) {
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.scale() <= 0 && plain.toBigInteger().abs().compareTo(MAX_SAFE) <= 0) {
            out.append(plain.toBigInteger());
        } else {
            out.append(quote).append(plain.toPlainString()).append(quote);
        }
    }

    private static void appendString(StringBuilder out, String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
