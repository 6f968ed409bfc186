package io.github.reelstore.sqlite.internal.connection;

import java.time.Duration;

/**
 * When to abandon a copy that starts over whenever another connection writes: after a number of restarts, but not
 * before a minimum time, so that one burst of writes does not end it.
 *
 * @param pagesPerStep how many pages are copied under one lock, for which writers wait
 * @param restarts how often the copy may start over
 * @param patience how long the copy goes on whatever the number of restarts
 */
public record CopyLimits(int pagesPerStep, int restarts, Duration patience) {

    /** With pages of 4 KiB, a step copies at most 8 MB, which takes a few hundredths of a second. */
    public static final CopyLimits DEFAULT = new CopyLimits(2_000, 20, Duration.ofSeconds(10));
}
