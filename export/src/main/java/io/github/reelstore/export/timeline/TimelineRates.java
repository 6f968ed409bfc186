package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.FrameRate;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The frame rates of timelines, and times in frames. */
public final class TimelineRates {

    /** The rates for which OpenTimelineIO and the editors have a timecode. */
    public static final List<FrameRate> ALLOWED = List.of(
            new FrameRate(24_000, 1001),
            new FrameRate(24, 1),
            new FrameRate(25, 1),
            new FrameRate(30_000, 1001),
            new FrameRate(30, 1),
            new FrameRate(48, 1),
            new FrameRate(50, 1),
            new FrameRate(60_000, 1001),
            new FrameRate(60, 1));

    /** For videos of other rates only. */
    static final FrameRate DEFAULT = new FrameRate(24, 1);

    /** 23.98 is 24000/1001, and 24 is not: they differ by a thousandth. */
    private static final double TOLERANCE = 0.0003;

    private static final int MS_PER_SECOND = 1000;

    private TimelineRates() {}

    /**
     * Parses a rate: a whole number, a fraction such as {@code 24000/1001}, or a rounded one such as {@code 23.976} or {@code 29.97}.
     *
     * @throws StorageException.InvalidInput if it is not an allowed one
     */
    public static FrameRate parse(String text) {
        return value(text).flatMap(TimelineRates::nearest).orElseThrow(() -> refused(Messages.quoted(text)));
    }

    private static Optional<Double> value(String text) {
        try {
            return Optional.of(text.contains("/") ? decimal(FrameRate.of(text)) : new BigDecimal(text).doubleValue());
        } catch (NumberFormatException | StorageException.InvalidInput e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the rate if it is an allowed one.
     *
     * @throws StorageException.InvalidInput if it is not
     */
    static FrameRate require(FrameRate rate) {
        if (!ALLOWED.contains(rate)) {
            throw refused(rate.toString());
        }
        return rate;
    }

    private static StorageException.InvalidInput refused(String what) {
        return new StorageException.InvalidInput(
                "rate",
                "The rate of a timeline is 24000/1001, 24, 25, 30000/1001, 30, 48, 50, 60000/1001 or 60; not " + what
                        + ".");
    }

    /** The allowed rate that a measured one is, if any. */
    static Optional<FrameRate> nearest(double measured) {
        return ALLOWED.stream()
                .filter(rate -> Math.abs(decimal(rate) - measured) <= decimal(rate) * TOLERANCE)
                .findFirst();
    }

    /** The most common allowed rate, of several the first; {@link #DEFAULT} if none is allowed. */
    static FrameRate mostCommon(List<FrameRate> ofVideos) {
        Map<FrameRate, Long> counts = ofVideos.stream()
                .flatMap(rate -> nearest(decimal(rate)).stream())
                .collect(Collectors.groupingBy(rate -> rate, LinkedHashMap::new, Collectors.counting()));
        return firstMost(counts).orElse(DEFAULT);
    }

    /** The key with the largest count, of several the first. */
    static <K> Optional<K> firstMost(Map<K, Long> counts) {
        return counts.entrySet().stream()
                .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
                .map(Map.Entry::getKey);
    }

    /** Frames per second, as the nearest double. */
    static double decimal(FrameRate rate) {
        return (double) rate.numerator() / rate.denominator();
    }

    /** The frame that is nearest to a time. Lengths of scenes are differences of such frames, so that roundings do not add up. */
    static long frameAt(FrameRate rate, long ms) {
        long units = Math.multiplyExact(ms, rate.numerator());
        long unitsPerFrame = rate.denominator() * MS_PER_SECOND;
        return Math.floorDiv(2 * units + unitsPerFrame, 2 * unitsPerFrame);
    }

    /** How many frames begin before a file of this length ends. It may be half a millisecond shorter, since lengths are stored in whole ones. */
    static long framesIn(FrameRate rate, long ms) {
        long units = Math.multiplyExact(Math.max(0, 2 * ms - 1), rate.numerator());
        return -Math.floorDiv(-units, 2 * rate.denominator() * MS_PER_SECOND);
    }
}
