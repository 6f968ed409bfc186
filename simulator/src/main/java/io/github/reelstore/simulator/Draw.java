package io.github.reelstore.simulator;

/** Random numbers that depend on their arguments only (the finalizer of SplitMix64), so that a run can be repeated. */
final class Draw {

    private Draw() {}

    /** Combines two values. */
    static long mix(long a, long b) {
        long z = a + 0x9E3779B97F4A7C15L * (b + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 (inclusive) to 1 (exclusive). */
    static double fraction(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** A number from the smallest to the largest, both inclusive. */
    static long between(long bits, long smallest, long largest) {
        return smallest + (long) (fraction(bits) * (largest - smallest + 1));
    }
}
