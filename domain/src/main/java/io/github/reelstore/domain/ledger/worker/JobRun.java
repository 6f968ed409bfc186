package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.internal.ResultRows;
import io.github.reelstore.domain.port.blob.BlobStore;
import java.time.Duration;
import java.util.Optional;

/** The steps of jobs: each calls the provider once and commits what came of it. */
final class JobRun {

    private final JobCommits commits;
    private final OperationPolls polling;
    private final Sending sending;
    private final Downloading downloading;
    private final JobsInHand inHand;
    private final JobWorker.Later later;

    JobRun(JobCommits commits, BlobStore blobs, ResultRows rows, JobsInHand inHand, JobWorker.Later later) {
        this.commits = commits;
        this.polling = new OperationPolls(commits, later);
        this.sending = new Sending(commits, blobs, polling, later);
        this.downloading = new Downloading(commits, rows, later);
        this.inHand = inHand;
        this.later = later;
    }

    /** Sends a claimed job, once. */
    void submit(ProviderSetup provider, ProviderJob job, long claimedAt) {
        sending.submit(provider, job, claimedAt);
    }

    /** Looks for the operation of a request whose answer was lost, see {@link Sending#find}. */
    void find(ProviderSetup provider, ProviderJob job, long since) {
        sending.find(provider, job, since);
    }

    /** Asks how far an operation is, see {@link OperationPolls#poll}. */
    void poll(ProviderSetup provider, ProviderJob job, Duration next) {
        polling.poll(provider, job, next);
    }

    /** Downloads the results that are not stored yet, and stores them. */
    void download(ProviderSetup provider, ProviderJob job) {
        downloading.download(provider, job);
    }

    /** Goes on with a job of a worker that died or was closed. */
    void resume(ProviderSetup provider, ProviderJob job) {
        switch (job.state()) {
            case SUBMITTING ->
                sending.unknown(
                        provider,
                        job,
                        "The worker died while it sent the request, which may have been accepted.",
                        Optional.empty());
            case OUTCOME_UNKNOWN -> {
                if (provider.client().canFind()) {
                    later.find(provider, job, System.nanoTime(), Duration.ZERO);
                } else {
                    sending.waitForPerson(job);
                }
            }
            case SUBMITTED -> later.poll(provider, job, Duration.ZERO, later.firstPause());
            case DOWNLOADING -> later.download(provider, job, Duration.ZERO);
            default -> inHand.remove(job);
        }
    }

    /** Goes on with a job after an unexpected failure of this process, if it is still this worker's. */
    void again(ProviderSetup provider, ProviderJob job) {
        Optional<ProviderJob> current = commits.own(job);
        if (current.isPresent()) {
            inHand.put(current.get());
            resume(provider, current.get());
        } else {
            inHand.remove(job);
        }
    }

    /** Counts a step that has failed unexpectedly, so that a job that does not go on is seen; not while the database is out of reach. */
    void failed(ProviderJob job, Throwable thrown) {
        if (thrown instanceof StorageException.Unavailable) {
            return;
        }
        // any other message may contain a signed URL
        String why = thrown instanceof StorageException
                ? String.valueOf(thrown.getMessage())
                : thrown.getClass().getSimpleName() + ".";
        commits.own(job)
                .ifPresent(current -> commits.transition(
                        current,
                        (steps, now) -> steps.fail(
                                current,
                                FailureClass.TEMPORARY,
                                "A step of the job failed unexpectedly: " + why,
                                values -> values)));
    }

    /** Goes on with a job that this worker has claimed without knowing it: it was certainly not sent. */
    void resumeLost(ProviderSetup provider, ProviderJob job) {
        if (job.state() == JobState.SUBMITTING) {
            sending.planAgain(
                    job,
                    FailureClass.NEVER_SENT,
                    "The answer to its claim was lost, so it was not sent.",
                    Duration.ZERO);
        } else {
            resume(provider, job);
        }
    }
}
