package io.github.reelstore.sqlite.internal.connection;

/** Reports how far a copy of a database is, on the thread that copies. */
@FunctionalInterface
public interface CopyProgress {

    /** {@code done} of {@code total} bytes are copied; the total may still grow. */
    void at(long done, long total);
}
