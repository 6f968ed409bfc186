package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs of the transaction's profile. Jobs of other profiles count as not existing. */
public interface JobRepository {

    /**
     * Inserts a job.
     *
     * @throws StorageException.AlreadyExists if the id is in use, in any profile, or the profile has an active job with the
     *     same fingerprint and take
     * @throws StorageException.InvalidInput if the job belongs to another profile, or its id is not valid for a new one
     */
    void insert(ProviderJob job);

    /** Returns the job; empty if it does not exist. */
    Optional<ProviderJob> find(JobId id);

    /**
     * Returns the jobs that a request can be answered with: those of the fingerprint that are active or have succeeded, the last
     * take first, and of the same take the newest first.
     *
     * @param limit the maximum number, at least 1
     * @throws StorageException.Corrupt if one of them cannot be read: without it, the request might be paid again
     */
    List<ProviderJob> usable(Fingerprint fingerprint, int limit);

    /**
     * Returns, for each of several fingerprints, the job that a request for a project would be answered with: the last one that has succeeded,
     * whose stored results (at least one) all still have their rows, or files of deleted rows that are not collected yet, and whose stored
     * results were not all rejected as takes of the project, nor were those of a copy: a job with the same fingerprint, take, operation and time
     * of submission; or else the last active one. The number of statements does not depend on the number of jobs, except that
     * {@value PageRequest#MAX_LIMIT} fingerprints take one.
     *
     * @return without fingerprints for which there is no such job
     * @throws StorageException.Corrupt if one of them cannot be read
     */
    Map<Fingerprint, ProviderJob> answers(ProjectId project, Collection<Fingerprint> fingerprints);

    /** Returns the jobs that match the filter, newest first, ordered by (created_at, id). */
    Page<ProviderJob> list(JobFilter filter, PageRequest page);

    /**
     * Changes a job, if nothing else has changed it: if its fence and state are still those of {@code before}. Sets updated_at
     * to {@link Tx#now}. What was asked stays (ids, scene, kind, provider, model, language, request, fingerprint, take), and so do
     * the time of creation and the number of reuses.
     *
     * @param before the job as it was read
     * @param after the job as it is from now on
     * @return whether it was changed; false if the fence or the state is another one, or there is no such job
     * @throws StorageException.Conflict if the state may not follow the one before, or the fence would fall
     * @throws StorageException.InvalidInput if {@code after} has another id
     */
    boolean update(ProviderJob before, ProviderJob after);

    /**
     * Notes that a later request was answered with the results of a job, and sets its updated_at to {@link Tx#now}.
     *
     * @return whether there is such a job
     */
    boolean addReuse(JobId id);

    /**
     * Returns the results of a job, in the order of their positions.
     *
     * @throws StorageException.Corrupt if one of them cannot be read
     */
    List<JobResult> results(JobId id);

    /**
     * Inserts a result, or replaces the one of the same job and position.
     *
     * @throws StorageException.NotFound if there is no such job
     */
    void putResult(JobResult result);

    /**
     * Returns the failed attempts of a job, in the order of their numbers: at most the first {@value JobAttempt#FIRST_KEPT} and the last
     * {@value JobAttempt#LAST_KEPT}.
     */
    List<JobAttempt> attempts(JobId id);

    /**
     * Notes a failed attempt, at {@link Tx#now}: counts it in the last attempt of the job if that failed in the same state with
     * the same class and message, or else inserts it, and deletes those that are not kept any more.
     *
     * @param attempt the attempt; its number, times and count are ignored
     * @throws StorageException.NotFound if there is no such job
     */
    void addAttempt(JobAttempt attempt);
}
