package io.github.reelstore.server.internal.pages;

import java.util.Locale;

/**
 * How long something is, as text and as a class of the stylesheet: the Content-Security-Policy of the pages allows no style
 * in the HTML.
 */
final class Lengths {

    /** The stylesheet has a class for each quarter of a second up to this number. */
    private static final int MOST_QUARTERS = 240;

    private static final long QUARTER_MS = 250;
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60_000;

    private Lengths() {}

    /** The duration as {@code 8.0 s} or {@code 1:05}. */
    static String text(long ms) {
        return ms < MINUTE_MS
                ? String.format(Locale.ROOT, "%.1f s", ms / (double) SECOND_MS)
                : String.format(Locale.ROOT, "%d:%02d", ms / MINUTE_MS, ms % MINUTE_MS / SECOND_MS);
    }

    /** The class that makes an element as wide as a duration. */
    static String widthClass(long ms) {
        return "q" + Math.max(1, Math.min(MOST_QUARTERS, (ms + QUARTER_MS / 2) / QUARTER_MS));
    }

    /** The class of the width of a share, from 0 to 1, of an element whose whole width is that of the widest class. */
    static String shareClass(double share) {
        return "q" + (long) Math.max(0, Math.min(MOST_QUARTERS, Math.ceil(share * MOST_QUARTERS)));
    }

    /** The rules of the classes. */
    static String css() {
        StringBuilder css = new StringBuilder();
        for (int quarters = 0; quarters <= MOST_QUARTERS; quarters++) {
            css.append(".q")
                    .append(quarters)
                    .append("{--quarters:")
                    .append(quarters)
                    .append("}\n");
        }
        return css.toString();
    }
}
