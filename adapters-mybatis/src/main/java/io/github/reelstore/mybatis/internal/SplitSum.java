package io.github.reelstore.mybatis.internal;

/**
 * A sum of amounts in 10^-9 units, of which whole units and the rest were added separately: the databases handle a sum that
 * is too large for 64 bits in different ways, and this one never is.
 *
 * @param units the sum of the whole units
 * @param rest the sum of the rests, in 10^-9 units
 */
record SplitSum(long units, long rest) {

    private static final long NANOS = 1_000_000_000L;

    /** The sum in 10^-9 units; if it does not fit into 64 bits, the largest number that does. */
    long nanos() {
        try {
            return Math.addExact(Math.multiplyExact(units, NANOS), rest);
        } catch (ArithmeticException e) {
            return units < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
