package io.github.reelstore.benchmarks;

/**
 * What a line of a table must reach.
 *
 * @param kind how the ratio is expressed
 * @param limit the ratio to reach
 */
record Goal(Kind kind, double limit) {

    enum Kind {
        /** Our rate divided by the other's: the limit is the least. */
        RATE,
        /** Our time, or size, divided by the other's: the limit is the most. */
        TIME
    }

    static Goal rate(double least) {
        return new Goal(Kind.RATE, least);
    }

    static Goal time(double most) {
        return new Goal(Kind.TIME, most);
    }

    /** Converts a ratio of times. */
    double ratio(double ofTimes) {
        return kind == Kind.RATE ? 1 / ofTimes : ofTimes;
    }

    boolean isMet(double ratio) {
        return kind == Kind.RATE ? ratio >= limit : ratio <= limit;
    }

    @Override
    public String toString() {
        return (kind == Kind.RATE ? "rate ≥ " : "time ≤ ") + limit;
    }
}
