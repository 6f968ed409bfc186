package io.github.reelstore.media.internal.metadata;

/**
 * Samples of a track: how many, how long in the track's time units, and how large.
 *
 * @param longest how long the longest sample is
 * @param bytes 0 if unknown
 */
public record SampleTotals(long samples, long units, long longest, long bytes) {

    public static final SampleTotals NONE = new SampleTotals(0, 0, 0, 0);

    public static SampleTotals ofBytes(long bytes) {
        return new SampleTotals(0, 0, 0, bytes);
    }

    public SampleTotals plus(SampleTotals other) {
        return new SampleTotals(
                samples + other.samples, units + other.units, Math.max(longest, other.longest), bytes + other.bytes);
    }
}
