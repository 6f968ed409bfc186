package io.github.reelstore.exec;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes text that a program has printed safe for messages and logs: on one line, short, without the program's secrets, and with the host
 * only of each URL, since a URL may be signed.
 */
final class Redaction {

    /** A shorter value is no secret, and would be found in ordinary text. */
    private static final int LEAST_LENGTH = 4;

    /** Control characters, including the 8-bit ones of terminals, half surrogate pairs and line separators. */
    private static final String CONTROL_CHARACTERS = "[\\p{Cc}\\p{Cs}\\u2028\\u2029]";

    /** A URL, also with the slashes that some libraries escape in JSON; the host is its group. */
    private static final Pattern URL = Pattern.compile(
            "https?:(?:\\\\?/){2}(?:[^\\s\"<>/\\\\?#@]*@)?([^\\s\"<>/\\\\?#@]*)[^\\s\"<>]*", Pattern.CASE_INSENSITIVE);

    /** The characters besides quote, backslash and controls that libraries escape in JSON: none, those of Go, those of Gson. */
    private static final List<String> ALSO_ESCAPED = List.of("", "<>&", "<>&='");

    private final List<String> secrets;

    /** For these secrets, also as a URL or JSON has them, and for each line of a secret that has several. */
    Redaction(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .flatMap(secret -> Stream.concat(Stream.of(secret), secret.lines()))
                .map(String::strip)
                .filter(secret -> secret.length() >= LEAST_LENGTH)
                .flatMap(secret -> Stream.concat(
                        Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)), inJson(secret)))
                .distinct()
                // one may contain another
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Stream<String> inJson(String secret) {
        return ALSO_ESCAPED.stream()
                .flatMap(also -> Stream.of(
                        escaped(secret, also, false, "\\u%04x"),
                        escaped(secret, also, true, "\\u%04x"),
                        escaped(secret, also, true, "\\u%04X")))
                .flatMap(json -> Stream.of(json, json.replace("/", "\\/")));
    }

    private static String escaped(String text, String also, boolean ascii, String unicode) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || also.indexOf(c) >= 0 || (ascii && c > '~')) {
                        json.append(unicode.formatted((int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.toString();
    }

    /** The text without secrets, URLs and control characters, truncated after some characters. */
    String clean(String text, int length) {
        return shortened(URL.matcher(withoutSecrets(text)).replaceAll("$1"), length);
    }

    /** The name of an operation, which may be a URL that a person needs, in double quotes. */
    String operation(String name) {
        return "\"" + shortened(withoutSecrets(name), AnswerReader.LONGEST_NAME) + "\"";
    }

    /** The clean text in double quotes. */
    String quoted(String text) {
        return "\"" + clean(text, 120) + "\"";
    }

    private String withoutSecrets(String text) {
        String clean = text.strip();
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }

    private static String shortened(String text, int length) {
        String shortened = text.length() > length ? text.substring(0, length) + "…" : text;
        return shortened.replaceAll(CONTROL_CHARACTERS, "?");
    }
}
