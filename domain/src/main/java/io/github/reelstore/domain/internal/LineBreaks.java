package io.github.reelstore.domain.internal;

/** Line breaks of texts, which differ by system (LF, CR LF) and in forms of browsers (CR LF). */
public final class LineBreaks {

    private LineBreaks() {}

    /** The text with LF for each of its line breaks: CR LF, CR or LF. */
    public static String unified(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
