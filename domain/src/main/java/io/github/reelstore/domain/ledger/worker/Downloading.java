package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.ledger.internal.JobSteps;
import io.github.reelstore.domain.ledger.internal.ResultRows;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Downloads the results of jobs, checks them, and stores them with their rows. */
final class Downloading {

    private static final System.Logger LOG = System.getLogger(Downloading.class.getName());

    /**
     * How often in a row a provider must say that it does not have what was paid for, after the time at which it has announced to delete it.
     */
    private static final int MAX_GONE_AFTER_EXPIRY = 8;

    private static final Duration SOON = Duration.ofHours(6);

    private final JobCommits commits;
    private final ResultRows rows;
    private final JobWorker.Later later;

    Downloading(JobCommits commits, ResultRows rows, JobWorker.Later later) {
        this.commits = commits;
        this.rows = rows;
        this.later = later;
    }

    /** A result that could not be stored, and why. */
    private record Failed(JobResult result, ProviderException why) {

        /** Whether the provider does not have it, or has something else. */
        boolean isBad() {
            return why.failure() == FailureClass.GONE || why.failure() == FailureClass.INVALID;
        }
    }

    /** Downloads the results that are not stored yet, and stores them. One that fails does not keep the others from being stored. */
    void download(ProviderSetup provider, ProviderJob job) {
        List<JobResult> left = pending(commits.read(tx -> tx.jobs().results(job.id())));
        if (left.isEmpty()) {
            // another turn of the same claim has stored them, but did not know that they were the last
            commits.transition(
                    job,
                    (steps, now) -> steps.end(job, JobState.SUCCEEDED, Optional.empty(), JobSteps::withoutFailure));
            return;
        }
        List<Failed> failures = new ArrayList<>();
        ProviderJob current = job;
        boolean counted = true;
        for (JobResult result : left) {
            if (!counted) {
                later.count(provider);
            }
            counted = false;
            Download download = new Download(provider.client(), remote(result), () -> later.count(provider));
            try {
                current = store(current, result, download);
            } catch (StoredAlready e) {
                // by another turn of the same claim
            } catch (JobSteps.LostClaim e) {
                commits.letGo(job);
                return;
            } catch (WrongBytes | StorageException.InvalidInput e) {
                failures.add(new Failed(
                        result, new ProviderException(FailureClass.INVALID, String.valueOf(e.getMessage()), e)));
            } catch (StorageException e) {
                boolean remote = e instanceof StorageException.Unavailable unavailable && unavailable.isOfSource();
                FailureClass failure = remote ? download.failure() : FailureClass.TEMPORARY;
                failures.add(new Failed(
                        result,
                        new ProviderException(failure, String.valueOf(e.getMessage()), download.retryAfter(), e)));
                if (!remote || failure == FailureClass.RATE_LIMITED || later.isClosing()) {
                    // the others would fail too
                    break;
                }
            }
        }
        ProviderJob after = current;
        if (failures.isEmpty() && after.state() == JobState.DOWNLOADING) {
            later.download(provider, after, Duration.ZERO);
        }
        // what is bad is counted, and given up at last
        failures.stream()
                .filter(Failed::isBad)
                .findFirst()
                .or(() -> failures.stream().findFirst())
                .ifPresent(failed -> downloadFailed(provider, after, failed.result(), failed.why()));
    }

    private static List<JobResult> pending(List<JobResult> results) {
        return results.stream()
                .filter(result -> result.state() == ResultState.PENDING)
                .toList();
    }

    private static RemoteFile remote(JobResult result) {
        return new RemoteFile(
                result.remoteName().orElseThrow(), result.remoteSize(), result.remoteHash(), result.encoding());
    }

    /** The bytes are not those that the provider has announced. */
    private static final class WrongBytes extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongBytes(ContentHash expected, Optional<ContentHash> actual) {
            super("The SHA-256 of the download is "
                    + actual.map(ContentHash::value).orElse("unknown") + " instead of " + expected + ".");
        }
    }

    /** Another turn of the same claim has stored the result. */
    private static final class StoredAlready extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Stores a result. Row, file and job are committed together; with the last one, the job has succeeded. */
    private ProviderJob store(ProviderJob job, JobResult result, Download download) {
        Box after = new Box(job);
        rows.store(job, result, new BlobSource("result of job " + job.id(), () -> download), (tx, stored) -> {
            List<JobResult> left = pending(tx.jobs().results(job.id()));
            if (left.stream().noneMatch(other -> other.position() == result.position())) {
                throw new StoredAlready();
            }
            result.remoteHash().ifPresent(expected -> {
                if (!stored.contentHash().equals(Optional.of(expected))) {
                    throw new WrongBytes(expected, stored.contentHash());
                }
            });
            tx.jobs().putResult(stored);
            after.job = left.size() == 1
                    ? new JobSteps(tx).end(job, JobState.SUCCEEDED, Optional.empty(), JobSteps::withoutFailure)
                    : new JobSteps(tx).change(job, JobSteps::withoutFailure);
        });
        commits.changed(after.job);
        return after.job;
    }

    private static final class Box {
        private ProviderJob job;

        Box(ProviderJob job) {
            this.job = job;
        }
    }

    private void downloadFailed(ProviderSetup provider, ProviderJob job, JobResult result, ProviderException e) {
        FailureClass failure = e.failure();
        String message = String.valueOf(e.getMessage());
        boolean bad = failure == FailureClass.GONE || failure == FailureClass.INVALID;
        boolean foreign = bad && provider.isForeign(job);
        if (bad && !foreign && JobSteps.failuresOf(failure, job) >= mostFailures(job)) {
            lose(provider, job, result, failure, message);
            return;
        }
        Duration pause = commits.pauseAfter(job, e.retryAfter());
        if (failure == FailureClass.RATE_LIMITED) {
            later.pauseCredential(provider, pause);
        }
        commits.write(
                        job,
                        (steps, now) -> steps.fail(
                                job,
                                failure,
                                message,
                                // what failed before the expiry does not count after it
                                values -> isFirstAfterExpiry(job, now) ? values.failures(1) : values))
                .ifPresent(failed -> {
                    warnIfSoon(failed);
                    if (bad) {
                        refresh(provider, failed);
                    }
                    if (foreign && failed.failures() >= MAX_GONE_AFTER_EXPIRY) {
                        commits.leaveToOthers(provider, failed, failure, message);
                    } else {
                        later.download(provider, failed, pause);
                    }
                });
    }

    private static boolean isFirstAfterExpiry(ProviderJob job, Instant now) {
        return job.remoteExpiresAt()
                .filter(expiry -> expiry.isBefore(now) && !expiry.isBefore(job.updatedAt()))
                .isPresent();
    }

    /** What the provider has announced to keep is not given up before that time: a proxy or the signer of its URLs may be out of order. */
    private static int mostFailures(ProviderJob job) {
        return job.remoteExpiresAt()
                .map(expiry -> expiry.isBefore(job.updatedAt()) ? MAX_GONE_AFTER_EXPIRY : Integer.MAX_VALUE)
                .orElse(OperationPolls.MAX_GONE);
    }

    private void warnIfSoon(ProviderJob job) {
        job.remoteExpiresAt()
                .filter(expiry -> expiry.isBefore(job.updatedAt().plus(SOON)))
                .ifPresent(expiry -> {
                    String message = "The results of the job " + job.id() + " are deleted by the provider at " + expiry
                            + ", and cannot be downloaded: "
                            + Messages.onOneLine(job.errorMessage().orElse("unknown"));
                    LOG.log(System.Logger.Level.WARNING, message);
                    commits.warn(job, message);
                });
    }

    /** Signed URLs expire before the results do: another poll has new ones. */
    private void refresh(ProviderSetup provider, ProviderJob job) {
        later.count(provider);
        try {
            if (provider.client().poll(OperationPolls.operationOf(job)) instanceof Progress.Done done) {
                Optional<ProviderJob> unused = commits.written(job, tx -> {
                    ProviderJob same = new JobSteps(tx).change(job, values -> values);
                    pending(tx.jobs().results(job.id())).stream()
                            .filter(result -> result.position() < done.files().size())
                            .map(result -> OperationPolls.resultOf(
                                    job, result.position(), done.files().get(result.position())))
                            .forEach(tx.jobs()::putResult);
                    return same;
                });
            }
        } catch (ProviderException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "No new address for the results of job " + job.id() + ": "
                            + Messages.onOneLine(String.valueOf(e.getMessage())));
        }
    }

    private void lose(ProviderSetup provider, ProviderJob job, JobResult result, FailureClass failure, String message) {
        commits.written(job, tx -> {
                    JobSteps steps = new JobSteps(tx);
                    steps.lose(result);
                    return pending(tx.jobs().results(job.id())).isEmpty()
                            ? steps.endWithoutRest(job, failure, message, values -> values)
                            : steps.fail(job, failure, message, values -> values.failures(0));
                })
                .filter(left -> left.state() == JobState.DOWNLOADING)
                .ifPresent(left -> later.download(provider, left, Duration.ZERO));
    }
}
