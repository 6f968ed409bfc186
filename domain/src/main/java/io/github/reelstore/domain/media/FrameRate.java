package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Frames per second, as a fraction. Broadcast rates are multiples of 1000/1001 (SMPTE ST 12), which a decimal number cannot
 * express.
 *
 * <pre>{@code
 * FrameRate film = FrameRate.of("24000/1001");
 * }</pre>
 *
 * @param numerator at least 1
 * @param denominator at least 1; fractions are reduced, so {@code 50/2} is {@code 25/1}
 */
public record FrameRate(long numerator, long denominator) {

    /** Up to 18 digits fit into a long. */
    private static final Pattern FRACTION = Pattern.compile("([0-9]{1,18})/([0-9]{1,18})");

    /**
     * Reduces the fraction.
     *
     * @throws StorageException.InvalidInput if a number is less than 1
     */
    public FrameRate {
        if (numerator < 1 || denominator < 1) {
            throw refused(numerator + "/" + denominator);
        }
        long divisor = BigInteger.valueOf(numerator)
                .gcd(BigInteger.valueOf(denominator))
                .longValue();
        numerator /= divisor;
        denominator /= divisor;
    }

    /**
     * Parses a fraction of decimal digits, such as {@code 30000/1001} or {@code 25/1}.
     *
     * @throws StorageException.InvalidInput if it is not one, or a number is zero
     */
    public static FrameRate of(String text) {
        Matcher fraction = FRACTION.matcher(text);
        if (!fraction.matches()) {
            throw refused(text);
        }
        return new FrameRate(Long.parseLong(fraction.group(1)), Long.parseLong(fraction.group(2)));
    }

    private static StorageException.InvalidInput refused(String text) {
        return new StorageException.InvalidInput(
                "frameRate",
                "A frame rate is a fraction such as 25/1 or 24000/1001, not " + Messages.quoted(text) + ".");
    }

    /** The fraction: {@code 24000/1001}. */
    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
