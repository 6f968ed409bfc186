package io.github.reelstore.domain.port.copy;

/**
 * Where a store was moved to, and by which run: only that run may give the move up, or complete it.
 *
 * @param place the place, without secrets
 * @param run the id of the run
 */
public record MovedTo(String place, String run) {

    private static final String SEPARATOR = "\n";

    /** The text that the database stores. */
    public String text() {
        return run + SEPARATOR + place;
    }

    /** Reads the result of {@link #text}. */
    public static MovedTo of(String text) {
        int end = text.indexOf(SEPARATOR);
        return new MovedTo(text.substring(end + 1), text.substring(0, Math.max(end, 0)));
    }
}
