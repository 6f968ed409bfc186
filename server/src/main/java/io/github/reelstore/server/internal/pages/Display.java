package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.media.FrameRate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Values as people read them. */
final class Display {

    private static final int DIGITS = 5;

    private Display() {}

    /** A frame rate as {@code 29.97 fps}. */
    static String perSecond(FrameRate rate) {
        return new BigDecimal(rate.numerator())
                        .divide(new BigDecimal(rate.denominator()), new MathContext(DIGITS, RoundingMode.HALF_UP))
                        .stripTrailingZeros()
                        .toPlainString()
                + " fps";
    }

    /** A time as {@code 2026-01-31 09:15:00 UTC}. */
    static String time(Instant time) {
        return time.toString().substring(0, "2026-01-01T00:00:00".length()).replace('T', ' ') + " UTC";
    }

    /** The time from one instant to another as {@code 5 min}; one that has passed already is {@code 0 s}. */
    static String age(Instant from, Instant until) {
        Duration age = Duration.between(from, until);
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }

    /** A size as {@code 1.4 MB}. */
    static String bytes(long bytes) {
        double value = bytes;
        String[] units = {"bytes", "kB", "MB", "GB", "TB"};
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
