package io.github.reelstore.simulator;

/**
 * A request that may meet faults.
 *
 * @param forced the faults that it asks for
 * @param subject what it is about, such as the seed of a job; the same subject and attempt draw the same faults
 * @param attempt how often the same was tried before
 */
record Occasion(ForcedFaults forced, long subject, int attempt) {

    /** The faults of the first attempt. */
    Occasion first() {
        return new Occasion(forced, subject, 0);
    }

    /** The same with other forced faults. */
    Occasion with(ForcedFaults others) {
        return new Occasion(others, subject, attempt);
    }
}
