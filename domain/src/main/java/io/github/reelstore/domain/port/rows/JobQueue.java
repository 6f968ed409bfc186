package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What workers of the transaction's profile share: the jobs that they claim, and the signs of life by which they tell whether
 * another one still works. A claim raises the fence of a job, so that its former worker can change nothing any more.
 */
public interface JobQueue {

    /**
     * Whether {@link #claimPlanned} finds a job, so that a worker that looks often needs no write transaction for it.
     *
     * @param provider the provider
     * @param credential the name of the credential that the job is going to be sent with
     * @param inFlight the maximum number of jobs in flight with this credential, including the next one
     */
    boolean isPlannedDue(String provider, String credential, int inFlight);

    /**
     * Claims planned jobs that are due, the longest due first, and moves them to {@code submitting}: after the commit, they are
     * to be sent, once. Raises the fence and the number of attempts of each. A job is due from its due time on, and if that is more
     * than {@link ProviderJob#LONGEST_PAUSE} away. A job with an invalid value that it must have is not claimed.
     *
     * @param worker the worker that claims them
     * @param provider the provider
     * @param credential the name of the credential that they are going to be sent with
     * @param inFlight the maximum number of jobs of the profile that are {@code submitting} or {@code submitted} with this
     *     credential, including the claimed ones
     * @param limit the maximum number of claimed jobs
     * @return the jobs as they are now
     */
    List<ProviderJob> claimPlanned(String worker, String provider, String credential, int inFlight, int limit);

    /**
     * Claims jobs that may have been sent and that no living worker has: {@code submitting}, {@code submitted}, {@code downloading}
     * and {@code outcome_unknown} ones that are free and due, or of a dead worker. Those whose results expire first come first, then
     * the longest due. Raises the fence of each, and keeps the rest of it.
     *
     * @param worker the worker that claims them
     * @param providers the providers that the worker knows
     * @param dead the dead workers
     * @param limit the maximum number of claimed jobs
     * @return the jobs as they are now, in their states
     */
    List<ProviderJob> claimSent(String worker, Set<String> providers, Collection<String> dead, int limit);

    /** Returns the number of active jobs of the profile in each state; a state without jobs is left out. */
    Map<JobState, Long> activeJobs();

    /** Returns the number of {@code downloading} jobs of the profile whose results the provider deletes before a time. */
    long expiringJobs(Instant before);

    /** Gives a sign of life of a worker: raises its counter. The first one registers it. */
    void beat(String worker);

    /** Returns the counters of all workers of the profile that have not signed off. */
    Map<String, Long> beats();

    /**
     * Removes workers of which no job is left that {@link #claimSent} might claim. Those with such a job stay, so that their jobs
     * are found; so a worker that stops frees its jobs first.
     */
    void signOff(Collection<String> workers);
}
