package io.github.reelstore.domain.internal;

/** Makes untrusted text safe for messages: quoted, on one line and of limited length. */
public final class Messages {

    private static final int MAX_LENGTH = 120;

    private static final String SHELL_SAFE = "[A-Za-z0-9_@%+=:,./~-]+";

    /** Control characters, including the 8-bit ones of terminals (U+0080 to U+009F), surrogates and line separators. */
    private static final String CONTROL_CHARACTERS = "[\\p{Cc}\\p{Cs}\\u2028\\u2029]";

    private Messages() {}

    /**
     * The text in double quotes, with {@code ?} for control characters, truncated after {@value #MAX_LENGTH}
     * characters.
     */
    public static String quoted(String text) {
        String truncated = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
        return "\"" + onOneLine(truncated) + "\"";
    }

    /** The text with {@code ?} for control characters, so that it cannot pass for a line of its own. */
    public static String onOneLine(String text) {
        return text.replaceAll(CONTROL_CHARACTERS, "?");
    }

    /** The text as one word of a command line, quoted for a POSIX shell if necessary. */
    public static String forShell(String word) {
        return word.matches(SHELL_SAFE) ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
