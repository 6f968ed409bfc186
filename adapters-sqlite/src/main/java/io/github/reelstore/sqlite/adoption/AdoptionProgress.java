package io.github.reelstore.sqlite.adoption;

/** Is told how far an adoption has come, by the thread that adopts. */
@FunctionalInterface
public interface AdoptionProgress {

    /** What is being done. */
    enum Phase {
        /** Copying the file; counted in bytes. */
        BACKUP,
        /** Reading every row of the other program's; counted in rows. */
        COMPARE,
        /** Adding tables, columns, indexes and projects; counted in steps. */
        ADD
    }

    /** Of {@code total}, which may still grow, {@code done} is done. */
    void at(Phase phase, long done, long total);
}
