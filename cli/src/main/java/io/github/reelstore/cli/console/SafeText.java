package io.github.reelstore.cli.console;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.regex.Pattern;

/** Text that others wrote, made fit for a terminal: on one line, without sequences that command it, of a known width. */
public final class SafeText {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\x85\\u2028\\u2029]+");

    /** Controls, halves of surrogate pairs, and the marks that turn the direction of what follows. */
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

    /** The text on one line; what a terminal would obey is shown as U+FFFD. */
    public static String of(String text) {
        return UNSAFE.matcher(BLANKS.matcher(text).replaceAll(" ").strip()).replaceAll("\uFFFD");
    }

    /** The same, cut to a number of columns, with an ellipsis where something is left out. */
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

    /** The text, filled up with blanks to a number of columns. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** How many columns a terminal needs for the text. */
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
