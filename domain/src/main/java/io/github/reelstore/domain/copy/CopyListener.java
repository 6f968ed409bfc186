package io.github.reelstore.domain.copy;

/** Receives the progress of a copy, on the thread that runs it. */
@FunctionalInterface
public interface CopyListener {

    /** The phases of a copy, in their order; before a switch, those from {@link #ROWS} on run twice. */
    enum Phase {
        /** Looking for rows that cannot be copied. */
        CHECKING,
        /** Marking the databases. */
        MARKING,
        /** Copying rows. */
        ROWS,
        /** Deleting rows that the source no longer has. */
        DELETING,
        /** Copying files. */
        FILES,
        /** Removing files that the source no longer has. */
        REMOVING,
        /** Comparing both sides. */
        COMPARING
    }

    /**
     * Called from time to time.
     *
     * @param done the number of rows or files that were looked at in this phase
     */
    void at(Phase phase, long done);
}
