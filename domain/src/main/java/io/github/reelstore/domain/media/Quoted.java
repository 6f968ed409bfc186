package io.github.reelstore.domain.media;

/** Text from outside, made fit to stand in a message: quoted, on one line, not too long. */
public final class Quoted {

    private static final int LONGEST = 120;

    private static final String SHELL_SAFE = "[A-Za-z0-9_@%+=:,./~-]+";

    private Quoted() {}

    /** The text in double quotes, control characters shown as {@code ?}, cut after {@value #LONGEST} characters. */
    public static String shortened(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return "\"" + cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?") + "\"";
    }

    /** The text as one word of a command that a person copies into a POSIX shell. */
    public static String forShell(String word) {
        return word.matches(SHELL_SAFE) ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
