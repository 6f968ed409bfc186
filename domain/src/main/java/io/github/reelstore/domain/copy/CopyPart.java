package io.github.reelstore.domain.copy;

/** What of a store is copied. */
public enum CopyPart {
    /** Rows and files. */
    STORE,
    /** The rows only; the copy of the database uses the same blob store. */
    DATABASE,
    /** The files only; the database stays. */
    FILES;

    boolean hasRows() {
        return this != FILES;
    }

    boolean hasFiles() {
        return this != DATABASE;
    }
}
