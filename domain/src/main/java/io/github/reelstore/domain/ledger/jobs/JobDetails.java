package io.github.reelstore.domain.ledger.jobs;

import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.ProviderJob;
import java.util.List;

/**
 * A job with all that is known about it.
 *
 * @param job the job
 * @param results its results, in the order of their positions
 * @param attempts its failed attempts, in the order of their numbers
 */
public record JobDetails(ProviderJob job, List<JobResult> results, List<JobAttempt> attempts) {

    public JobDetails {
        results = List.copyOf(results);
        attempts = List.copyOf(attempts);
    }
}
