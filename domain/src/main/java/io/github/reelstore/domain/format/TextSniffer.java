package io.github.reelstore.domain.format;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognises text in UTF-8 or, with a byte order mark, UTF-16, and the kind of text. */
final class TextSniffer {

    /** The tags of the WHATWG MIME Sniffing Standard (section 7.1), and two that occur in bare error pages. */
    private static final Set<String> HTML_TAGS = Set.of(
            "html", "head", "script", "iframe", "h1", "div", "font", "table", "a", "style", "title", "b", "body", "br",
            "p", "meta", "center");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]++={0,2}+");
    private static final int BASE64_SAMPLE = 64;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextSniffer() {}

    static boolean isText(FileHeader fileHeader) {
        return decode(fileHeader).isPresent();
    }

    static Optional<String> describe(FileHeader fileHeader) {
        // Decoding errors do not matter here: tags are ASCII in any encoding.
        return markup(charset(fileHeader).decode(fileHeader.buffer()).toString())
                .or(() -> decode(fileHeader).map(TextSniffer::describe));
    }

    private static String describe(String text) {
        if (isJson(text)) {
            return "JSON text";
        }
        return isMediaInBase64(text) ? "base64 text" : "plain text";
    }

    /** The decoded text; empty if the bytes are not text. The header may end within a character. */
    private static Optional<String> decode(FileHeader fileHeader) {
        CharBuffer text = CharBuffer.allocate(fileHeader.length());
        boolean malformed = charset(fileHeader)
                .newDecoder()
                .decode(fileHeader.buffer(), text, false)
                .isError();
        String decoded = text.flip().toString();
        return malformed || decoded.isEmpty() || decoded.chars().anyMatch(TextSniffer::isNotText)
                ? Optional.empty()
                : Optional.of(decoded);
    }

    private static boolean isNotText(int character) {
        boolean control = Character.isISOControl(character) && "\t\n\f\r\33\u0085".indexOf(character) < 0;
        // The Unicode Standard, section 23.7: noncharacters; near silence in mu-law is full of U+FFFF
        return control || character >= 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
    }

    private static Charset charset(FileHeader fileHeader) {
        if (fileHeader.at(0, "\377\376")) {
            return UTF_16LE;
        }
        return fileHeader.at(0, "\376\377") ? UTF_16BE : UTF_8;
    }

    private static Optional<String> markup(String text) {
        String body = withoutProlog(text);
        String tag = tag(body);
        if (HTML_TAGS.contains(tag) || opensWith(body, "<!doctype html")) {
            return Optional.of("an HTML page");
        }
        if (tag.equals("svg") || opensWith(body, "<!doctype svg")) {
            return Optional.of("an SVG image");
        }
        boolean isXml = opensWith(withoutBlanks(text), "<?xml");
        return isXml ? Optional.of("XML text") : Optional.empty();
    }

    /** What follows the XML declaration, processing instructions and comments. */
    private static String withoutProlog(String text) {
        String rest = withoutBlanks(text);
        while (rest.startsWith("<?") || rest.startsWith("<!--")) {
            String close = rest.startsWith("<?") ? "?>" : "-->";
            int end = rest.indexOf(close);
            rest = end < 0 ? "" : rest.substring(end + close.length()).stripLeading();
        }
        return rest;
    }

    private static String withoutBlanks(String text) {
        String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return marked.stripLeading();
    }

    /** The name of the first element, in lower case; empty if the text does not begin with one. */
    private static String tag(String text) {
        if (!text.startsWith("<")) {
            return "";
        }
        int end = 1;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        boolean terminated = end < text.length() && " \t\n\f\r/>".indexOf(text.charAt(end)) >= 0;
        return terminated ? text.substring(1, end).toLowerCase(Locale.ROOT) : "";
    }

    private static boolean opensWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** An object, or an array that does not begin with a bare word: "[INFO] ..." is a log line, not JSON. */
    private static boolean isJson(String text) {
        String value = withoutBlanks(text);
        String first = value.isEmpty() ? "" : value.substring(1).stripLeading();
        return switch (value.isEmpty() ? ' ' : value.charAt(0)) {
            case '{' -> first.startsWith("\"") || first.startsWith("}");
            case '[' -> !first.isEmpty() && "{[\"]".indexOf(first.charAt(0)) >= 0;
            default -> false;
        };
    }

    /** An API response that was saved without decoding it. */
    private static boolean isMediaInBase64(String text) {
        String unbroken = text.replace("\r", "").replace("\n", "");
        if (unbroken.length() < BASE64_SAMPLE || !BASE64.matcher(unbroken).matches()) {
            return false;
        }
        byte[] sample = Base64.getDecoder().decode(unbroken.substring(0, BASE64_SAMPLE));
        return MediaFormat.detect(sample).isPresent();
    }
}
