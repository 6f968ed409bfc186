package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.math.BigInteger;

/**
 * The seed of a generation: a signed or an unsigned integer of 64 bits, so from -2^63 to 2^64 - 1. ComfyUI's seeds are
 * unsigned.
 *
 * @param value the number
 */
public record Seed(BigInteger value) {

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** The digits of the largest number. */
    private static final int MAX_DIGITS = 20;

    /**
     * Checks the range.
     *
     * @throws StorageException.InvalidInput if it is not from -2^63 to 2^64 - 1
     */
    public Seed {
        if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
            throw refused(value.toString());
        }
    }

    /** A seed that a long can hold. */
    public static Seed of(long value) {
        return new Seed(BigInteger.valueOf(value));
    }

    /**
     * Parses decimal digits with an optional sign.
     *
     * @throws StorageException.InvalidInput if it is not an integer from -2^63 to 2^64 - 1
     */
    public static Seed of(String text) {
        // not more digits than needed: BigInteger takes quadratic time
        if (!text.matches("[+-]?0*[0-9]{1," + MAX_DIGITS + "}")) {
            throw refused(text);
        }
        return new Seed(new BigInteger(text));
    }

    /** Whether a long can hold it. */
    public boolean isLong() {
        return value.bitLength() < Long.SIZE;
    }

    private static StorageException.InvalidInput refused(String text) {
        return new StorageException.InvalidInput(
                "seed", "A seed is an integer from " + LEAST + " to " + MOST + ", not " + Messages.quoted(text) + ".");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
