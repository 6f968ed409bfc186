package io.github.reelstore.sqlite.adoption;

/** Receives the progress of an adoption, on the thread that adopts. */
@FunctionalInterface
public interface AdoptionProgress {

    /** The phases of an adoption. */
    enum Phase {
        /** Copying the file; counted in bytes. */
        BACKUP,
        /** Reading all of the other program's rows; counted in rows. */
        COMPARE,
        /** Adding tables, columns, indexes and projects; counted in steps. */
        ADD
    }

    /** Reports that {@code done} of {@code total} is done; the total may still grow. */
    void at(Phase phase, long done, long total);
}
