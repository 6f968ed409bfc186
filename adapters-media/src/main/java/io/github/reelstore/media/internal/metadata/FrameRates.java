package io.github.reelstore.media.internal.metadata;

import io.github.reelstore.domain.media.FrameRate;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Frame rates from time stamps, which are rounded. */
public final class FrameRates {

    /** Time stamps are often rounded to milliseconds: at both ends of a video by half of one. */
    private static final double ROUNDING_SECONDS = 0.001;

    /** The maximum relative difference of a rate that counts as rounded. */
    private static final double TOLERANCE = 0.01;

    private static final int MAX_WHOLE = 240;
    private static final int MAX_RATE = 1000;
    private static final int NTSC = 1001;
    private static final int[] NTSC_RATES = {24, 30, 48, 60, 120, 240};

    private FrameRates() {}

    /**
     * The average rate: the nearest usual one if the difference may come from the rounding of time stamps, else the exact
     * fraction. One stretched frame does not count against a usual rate: encoders align the pictures with the sound by it.
     *
     * @param frames the frames, with their duration
     * @param perSecond the number of time units in a second
     * @return empty if the numbers make no sense
     */
    public static Optional<FrameRate> average(SampleTotals frames, long perSecond) {
        long count = frames.samples();
        double rate = (double) count * perSecond / frames.units();
        if (count <= 0 || count > Integer.MAX_VALUE || frames.units() <= 0 || perSecond <= 0 || rate > MAX_RATE) {
            return Optional.empty();
        }
        return usual(count, (double) frames.units() / perSecond)
                .or(() -> usual(count - 1, (double) (frames.units() - frames.longest()) / perSecond)
                        .filter(usual -> frames.longest() * usual.numerator() < 2 * perSecond * usual.denominator()))
                .or(() -> Optional.of(new FrameRate(count * perSecond, frames.units())));
    }

    private static Optional<FrameRate> usual(long frames, double seconds) {
        double rate = usual(frames / seconds);
        boolean rounded = Math.abs(frames / rate - seconds) <= Math.min(ROUNDING_SECONDS, seconds * TOLERANCE);
        return frames > 0 && seconds > 0 && rounded ? Optional.of(simplest(rate, 0)) : Optional.empty();
    }

    /**
     * The rate of frames that last so many nanoseconds, as Matroska rounds them: a usual rate, or the fraction with the
     * smallest denominator that rounds to it.
     */
    public static Optional<FrameRate> ofNanoseconds(long duration) {
        double rate = 1e9 / duration;
        if (duration <= 0 || rate > MAX_RATE) {
            return Optional.empty();
        }
        double tolerance = rate / duration;
        double usual = usual(rate);
        return Optional.of(Math.abs(usual - rate) <= tolerance ? simplest(usual, 0) : simplest(rate, tolerance));
    }

    /** The nearest rate that cameras and encoders use. */
    private static double usual(double rate) {
        DoubleStream whole = DoubleStream.of(Math.min(Math.max(1, Math.rint(rate)), MAX_WHOLE));
        DoubleStream broadcast = IntStream.of(NTSC_RATES).mapToDouble(base -> base * 1000.0 / NTSC);
        return DoubleStream.concat(whole, broadcast)
                .boxed()
                .min((one, other) -> Double.compare(Math.abs(one - rate), Math.abs(other - rate)))
                .orElse(rate);
    }

    private static FrameRate simplest(double rate, double tolerance) {
        for (int denominator = 1; denominator < NTSC; denominator++) {
            long numerator = Math.round(rate * denominator);
            if (numerator > 0 && Math.abs((double) numerator / denominator - rate) <= tolerance) {
                return new FrameRate(numerator, denominator);
            }
        }
        return new FrameRate(Math.max(1, Math.round(rate * NTSC)), NTSC);
    }
}
