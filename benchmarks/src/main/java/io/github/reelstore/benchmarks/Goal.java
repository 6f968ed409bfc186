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
        TIME,
        /** Our rate divided by the other's, which is only shown: the other does less. */
        NONE
    }

    /** The other does less, so that the ratio is only shown. */
    static final Goal NONE = new Goal(Kind.NONE, 0);

    static Goal rate(double least) {
        return new Goal(Kind.RATE, least);
    }

    static Goal time(double most) {
        return new Goal(Kind.TIME, most);
    }

    /** Converts a ratio of times. */
    double ratio(double ofTimes) {
        return kind == Kind.TIME ? ofTimes : 1 / ofTimes;
    }

    boolean isMet(double ratio) {
        return kind == Kind.TIME ? ratio <= limit : ratio >= limit;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case RATE -> "rate ≥ " + limit;
            case TIME -> "time ≤ " + limit;
            case NONE -> "none (rate)";
        };
    }
}
