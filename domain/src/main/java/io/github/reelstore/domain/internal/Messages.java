package io.github.reelstore.domain.internal;

/** Text from outside, made fit to stand in a message: quoted, on one line, not too long. */
public final class Messages {

    private static final int LONGEST = 120;

    private static final String SHELL_SAFE = "[A-Za-z0-9_@%+=:,./~-]+";

    /** Of a terminal in eight bits too (U+0080 to U+009F), and what ends a line. */
    private static final String CONTROLS = "[\\p{Cc}\\p{Cs}\\u2028\\u2029]";

    private Messages() {}

    /** The text in double quotes, control characters shown as {@code ?}, cut after {@value #LONGEST} characters. */
    public static String quoted(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return "\"" + cut.replaceAll(CONTROLS, "?") + "\"";
    }

    /** The text as one word of a command that a person copies into a POSIX shell. */
    public static String forShell(String word) {
        return word.matches(SHELL_SAFE) ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
