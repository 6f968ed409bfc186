package io.github.reelstore.domain.storyboard;

import java.util.Locale;

/** What can be said of a cell. Of several, the first in the order of the constants from {@link #STALE} on. */
public enum CellState {
    /** There is no usable take, and none is being generated. */
    MISSING("–", "no take"),
    /** There is no usable take, and the last attempt to generate one has failed, or its outcome is not known. */
    FAILED("✗", "no take, and the last job failed or has an unknown outcome"),
    /** What the cell needs is being generated. */
    PLANNED("…", "a job runs"),
    /** The scene says something else now than what the take was made from. It stays usable. */
    STALE("~", "the scene says something else now"),
    /** The audio is longer than the video of its scene. */
    TOO_LONG(">", "the audio is longer than the video"),
    /** There is a take, but what it was made from is not known. */
    UNKNOWN("?", "it is not known what the take was made from"),
    /** There is a take that is up to date. */
    PRESENT("✓", "up to date");

    private final String value = name().toLowerCase(Locale.ROOT);
    private final String symbol;
    private final String meaning;

    CellState(String symbol, String meaning) {
        this.symbol = symbol;
        this.meaning = meaning;
    }

    /** The name in JSON and on the command line, such as {@code too_long}. */
    public String value() {
        return value;
    }

    /** The state in words, such as {@code too long}. */
    public String words() {
        return value.replace('_', ' ');
    }

    /** A sign for terminals and pages, since colour alone does not tell states apart. */
    public String symbol() {
        return symbol;
    }

    /** What the state means, for a legend. */
    public String meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return value;
    }
}
