package io.github.reelstore.domain.media;

/** Text from outside, made fit to stand in a message: quoted, on one line, not too long. */
public final class Quoted {

    private static final int LONGEST = 120;

    private Quoted() {}

    /** The text in double quotes, control characters shown as {@code ?}, cut after {@value #LONGEST} characters. */
    public static String shortened(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return "\"" + cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?") + "\"";
    }
}
