package io.github.reelstore.benchmarks;

/** What a benchmark has measured. */
interface Result {

    /** As a table. */
    String markdown();

    /** As a plot. */
    String svg();
}
