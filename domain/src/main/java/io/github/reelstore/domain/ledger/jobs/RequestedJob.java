package io.github.reelstore.domain.ledger.jobs;

import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import java.util.List;

/** The answer to a request for a paid result. */
public sealed interface RequestedJob {

    /** The job that has, or will have, the results. */
    ProviderJob job();

    /**
     * The results exist already: nothing is paid.
     *
     * @param job the job that has them in the project that was asked for: the one that was paid, or a copy that cost nothing
     * @param from the job that was paid
     * @param results the results, stored in the project that was asked for, in the order of their positions
     */
    record Reused(ProviderJob job, JobId from, List<JobResult> results) implements RequestedJob {

        public Reused {
            results = List.copyOf(results);
        }
    }

    /** An earlier request for the same is not finished yet: nothing more is paid. */
    record Joined(ProviderJob job) implements RequestedJob {}

    /** A new job was planned, and its price reserved. A worker sends it. */
    record Planned(ProviderJob job) implements RequestedJob {}
}
