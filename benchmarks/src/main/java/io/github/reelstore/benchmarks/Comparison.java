package io.github.reelstore.benchmarks;

import java.util.Arrays;

/**
 * The times of two ways to do the same work, taken in turn: what else the machine does affects both. Each round runs
 * both, and the order alternates.
 */
final class Comparison {

    private final double[] ours;
    private final double[] other;

    /** The values of both, such as seconds; one value a round. */
    Comparison(double[] ours, double[] other) {
        this.ours = ours.clone();
        this.other = other.clone();
    }

    double[] ours() {
        return ours.clone();
    }

    double[] other() {
        return other.clone();
    }

    /** One way to do the work; prepares what it needs outside the measured time. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** One way to do the work, of which only a part is measured. */
    @FunctionalInterface
    interface Measured {
        double seconds() throws Exception;
    }

    /**
     * Measures both.
     *
     * @param warmUp how many rounds to run first without measuring: a count, since a warm-up by time gives the faster
     *     side more of it
     */
    static Comparison of(int warmUp, int rounds, Work ours, Work other) throws Exception {
        return of(warmUp, rounds, () -> {}, ours, other);
    }

    /** The same, with preparation before each of the two. */
    static Comparison of(int warmUp, int rounds, Work before, Work ours, Work other) throws Exception {
        return ofMeasured(warmUp, rounds, () -> seconds(before, ours), () -> seconds(before, other));
    }

    /** The same for work that says itself how long it took. */
    static Comparison ofMeasured(int warmUp, int rounds, Measured ours, Measured other) throws Exception {
        Comparison measured = new Comparison(new double[rounds], new double[rounds]);
        for (int i = -warmUp; i < rounds; i++) {
            boolean first = i % 2 == 0;
            double a = (first ? ours : other).seconds();
            double b = (first ? other : ours).seconds();
            if (i >= 0) {
                measured.ours[i] = first ? a : b;
                measured.other[i] = first ? b : a;
            }
        }
        return measured;
    }

    private static double seconds(Work before, Work work) throws Exception {
        before.run();
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Our time divided by the other's, round by round. */
    double[] ratios() {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, i -> ours[i] / other[i]);
        return ratios;
    }

    /** A quantile, by the nearest rank. */
    static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }

    static double median(double[] values) {
        return quantile(values, 0.5);
    }
}
