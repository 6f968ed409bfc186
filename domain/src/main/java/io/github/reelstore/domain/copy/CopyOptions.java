package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.copy.CopiedProfiles;

/**
 * What to copy, and how.
 *
 * @param part what of the store
 * @param profiles the profiles; all, unless rows and files are copied
 * @param oddValues what to do about values that not every database can hold
 * @param threads the number of files that are copied at the same time, 1 to {@value #MAX_THREADS}
 * @param deep whether the content of all files that the target has already is compared, not only their size and time
 */
public record CopyOptions(CopyPart part, CopiedProfiles profiles, OddValues oddValues, int threads, boolean deep) {

    /** The default number of threads. */
    public static final int DEFAULT_THREADS = 8;

    /** The maximum number of threads. */
    public static final int MAX_THREADS = 64;

    /** What to do about values that not every database can hold. */
    public enum OddValues {
        /** List them, and copy nothing. */
        REFUSE,
        /** Copy them as the store shows them: text with U+FFFD, other values as missing. */
        AS_SHOWN
    }

    /**
     * Checks the options.
     *
     * @throws StorageException.InvalidInput if they do not fit together
     */
    public CopyOptions {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new StorageException.InvalidInput(
                    "threads", "The number of threads must be 1 to " + MAX_THREADS + ": " + threads + ".");
        }
        if (part != CopyPart.STORE && !profiles.isAll()) {
            throw new StorageException.InvalidInput(
                    "profiles",
                    "Some of the profiles can be copied only together with their files, to a database and a blob store of their own.");
        }
    }

    /** The files that the target has already are compared by size and time. */
    public CopyOptions(CopyPart part, CopiedProfiles profiles, OddValues oddValues, int threads) {
        this(part, profiles, oddValues, threads, false);
    }

    /** All profiles of a store, with rows and files. */
    public static CopyOptions all() {
        return new CopyOptions(CopyPart.STORE, CopiedProfiles.ALL, OddValues.REFUSE, DEFAULT_THREADS);
    }
}
