package io.github.reelstore.sqlite.internal.connection;

import java.time.Duration;

/**
 * When a copy that begins anew whenever somebody writes is given up: after so many times, and not before it has been tried for so
 * long, so that one burst of writes does not end it.
 *
 * @param pagesAStep how much is copied under one lock: whoever wants to write waits for that
 * @param restarts how often it may begin anew
 * @param patience how long it is tried whatever that number
 */
public record CopyLimits(int pagesAStep, int restarts, Duration patience) {

    /** A step is 8 MB at most in a file with pages of 4 KiB, and takes some hundredths of a second. */
    public static final CopyLimits DEFAULT = new CopyLimits(2_000, 20, Duration.ofSeconds(10));
}
