package io.github.reelstore.domain.ledger.jobs;

import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import java.util.List;
import java.util.Optional;

/**
 * A job with all that is known about it.
 *
 * @param job the job
 * @param reusedFrom the job that was paid, if this one is a copy of it that cost nothing, for another project or scene
 * @param results its results, in the order of their positions
 * @param attempts its failed attempts, in the order of their numbers
 */
public record JobDetails(
        ProviderJob job, Optional<JobId> reusedFrom, List<JobResult> results, List<JobAttempt> attempts) {

    public JobDetails {
        results = List.copyOf(results);
        attempts = List.copyOf(attempts);
    }
}
