package io.github.reelstore.sqlite.internal.connection;

/** Receives the progress of a copy, on the thread that copies. */
@FunctionalInterface
public interface CopyProgress {

    /** Reports that {@code done} of {@code total} bytes are copied; the total may still grow. */
    void at(long done, long total);
}
