package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * The scope and depth of a verification.
 *
 * @param project verify only the rows and files of this project; empty for the whole profile
 * @param since verify only rows created, and files written, at this time or later, UTC; empty for all
 * @param depth how thoroughly files are checked
 * @param threads the number of threads that check files, 1 to {@value #MOST_THREADS}
 */
public record VerificationRequest(Optional<ProjectId> project, Optional<Instant> since, Depth depth, int threads) {

    /** The maximum number of threads. */
    public static final int MOST_THREADS = 64;

    private static final int THREADS_PER_CORE = 4;
    private static final int DEFAULT_MAX_THREADS = 16;

    /** The whole profile, by sizes. */
    public static final VerificationRequest ALL =
            new VerificationRequest(Optional.empty(), Optional.empty(), Depth.SIZES, defaultThreads());

    /** How thoroughly files are checked. */
    public enum Depth {
        /** Existence and size. */
        SIZES,
        /**
         * Also the hash: the one that the backend computed when the file was written if it has one, else by reading the
         * file.
         */
        HASHES,
        /** Also the hash, always by reading the file. */
        CONTENT
    }

    /**
     * Checks the number of threads.
     *
     * @throws StorageException.InvalidInput if it is not 1 to {@value #MOST_THREADS}
     */
    public VerificationRequest {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new StorageException.InvalidInput(
                    "threads", "Verification uses 1 to " + MOST_THREADS + " threads, not " + threads + ".");
        }
    }

    private static int defaultThreads() {
        return Math.min(
                DEFAULT_MAX_THREADS, THREADS_PER_CORE * Runtime.getRuntime().availableProcessors());
    }

    /** A copy for one project. */
    public VerificationRequest of(ProjectId one) {
        return new VerificationRequest(Optional.of(one), since, depth, threads);
    }

    /** A copy with another depth. */
    public VerificationRequest with(Depth other) {
        return new VerificationRequest(project, since, other, threads);
    }
}
