package io.github.reelstore.cli.console;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes untrusted text safe for a terminal: one line, no control sequences, known width. */
public final class SafeText {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\x85\\u2028\\u2029]+");

    /** Control characters, unpaired surrogates, and bidirectional formatting characters. */
    private static final Pattern UNSAFE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private static final Set<UnicodeScript> WIDE_SCRIPTS = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI);

    private SafeText() {}

    /** The text on one line; characters that could control the terminal become U+FFFD. */
    public static String of(String text) {
        return UNSAFE.matcher(BLANKS.matcher(text).replaceAll(" ").strip()).replaceAll("\uFFFD");
    }

    /** Like {@link #of}, cut to a number of columns; a cut text ends with an ellipsis. */
    static String cut(String text, int columns) {
        String safe = of(text);
        if (width(safe) <= columns) {
            return safe;
        }
        StringBuilder kept = new StringBuilder();
        int used = 1;
        for (int codePoint : safe.codePoints().toArray()) {
            used += width(codePoint);
            if (used > columns) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.toString().stripTrailing() + "…";
    }

    /** The text, padded with spaces to a number of columns. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** The number of columns that the text takes in a terminal. */
    static int width(String text) {
        return text.codePoints().map(SafeText::width).sum();
    }

    private static int width(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    private static boolean isWide(int codePoint) {
        return codePoint >= 0x1100
                && (WIDE_SCRIPTS.contains(UnicodeScript.of(codePoint))
                        || isBetween(codePoint, 0x3000, 0x303E)
                        || isBetween(codePoint, 0xFF01, 0xFF60)
                        || isBetween(codePoint, 0x1F300, 0x1FAFF));
    }

    private static boolean isBetween(int codePoint, int first, int last) {
        return first <= codePoint && codePoint <= last;
    }
}
