package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobKey;
import java.util.Optional;

/**
 * What a look at rows and files found.
 *
 * @param checked how many rows were looked at
 * @param problems how many problems there are
 */
public record Verification(long checked, long problems) {

    /** What kind of problem it is. */
    public enum Kind {
        /** A row refers to a file that is not there. */
        MISSING,
        /** The file has another size than its row says. */
        SIZE,
        /** The file is outside of the store: another program noted where it put it. */
        EXTERNAL
    }

    /**
     * A problem.
     *
     * @param kind what kind it is
     * @param key the file; empty where it is outside of the store
     * @param row the id of the row
     * @param detail a sentence that says what to do
     */
    public record Problem(Kind kind, Optional<BlobKey> key, String row, String detail) {}
}
