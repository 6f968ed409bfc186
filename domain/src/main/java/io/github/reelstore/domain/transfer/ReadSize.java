package io.github.reelstore.domain.transfer;

import java.util.List;

/**
 * How many rows are read from the database at once. Their size is known only when they are read, so this begins with a few, and takes
 * the next rows for as large as the largest one of the last ones.
 */
final class ReadSize {

    private static final int FIRST = 8;

    /** With rows of 4 MiB after many small ones, which is rare, these are 400 MiB. */
    private static final int MAX = 100;

    private int rows = FIRST;

    /** The number of rows to read next. */
    int rows() {
        return rows;
    }

    /** Notes what was read. */
    void read(List<? extends Record> read) {
        long largest = read.stream().mapToLong(RowText::lengthOf).max().orElse(0);
        long fit = RowText.MAX_KEPT / Math.max(1, largest);
        // small ones may be followed by large ones
        rows = (int) Math.max(1, Math.min(Math.min(fit, MAX), 2L * rows));
    }
}
