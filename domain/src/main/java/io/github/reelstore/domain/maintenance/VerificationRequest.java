package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * What to verify, and how closely.
 *
 * @param project only this one's rows and files; empty for all of the profile
 * @param since only rows made, and files written, at this time or later, UTC; empty for all
 * @param depth how closely to look at files
 * @param threads how many look at files side by side, 1 to {@value #MOST_THREADS}
 */
public record VerificationRequest(Optional<ProjectId> project, Optional<Instant> since, Depth depth, int threads) {

    /** The most threads. */
    public static final int MOST_THREADS = 64;

    private static final int THREADS_A_CORE = 4;
    private static final int USUAL_MOST = 16;

    /** All of the profile, by sizes. */
    public static final VerificationRequest ALL =
            new VerificationRequest(Optional.empty(), Optional.empty(), Depth.SIZES, usualThreads());

    /** How closely files are looked at. */
    public enum Depth {
        /** Whether they are there, with the right size. */
        SIZES,
        /** By their hash too: the one that the backend computed when it took the bytes in, else by reading them. */
        HASHES,
        /** By their hash, always by reading them. */
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
                    "threads", "Verification takes 1 to " + MOST_THREADS + " threads, not " + threads + ".");
        }
    }

    private static int usualThreads() {
        return Math.min(USUAL_MOST, THREADS_A_CORE * Runtime.getRuntime().availableProcessors());
    }

    /** The same for one project. */
    public VerificationRequest of(ProjectId one) {
        return new VerificationRequest(Optional.of(one), since, depth, threads);
    }

    /** The same, as closely as this. */
    public VerificationRequest with(Depth other) {
        return new VerificationRequest(project, since, other, threads);
    }
}
