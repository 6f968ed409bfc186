package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.ledger.internal.JobSteps;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteFile;
import java.time.Duration;
import java.util.Optional;

/** Asks how far the operations of jobs are, and commits what the provider answers. */
final class OperationPolls {

    /**
     * How often in a row a provider must say that it does not have what was paid for, if it has not announced how long it keeps it: with the usual
     * pauses, for half an hour.
     */
    static final int MAX_GONE = 36;

    private final JobCommits commits;
    private final JobWorker.Later later;

    OperationPolls(JobCommits commits, JobWorker.Later later) {
        this.commits = commits;
        this.later = later;
    }

    /**
     * Asks how far an operation is.
     *
     * @param next how long to wait before the next poll, if it still runs and the provider does not say when to ask again
     */
    void poll(ProviderSetup provider, ProviderJob job, Duration next) {
        Progress progress;
        try {
            progress = provider.client().poll(operationOf(job));
        } catch (ProviderException e) {
            pollFailed(provider, job, e);
            return;
        } catch (RuntimeException e) {
            pollFailed(provider, job, fault(FailureClass.TEMPORARY, e));
            return;
        }
        progressed(provider, job, progress, next);
    }

    /** What a client throws that it should not. Its text may contain a signed URL. */
    static ProviderException fault(FailureClass failure, Throwable thrown) {
        return new ProviderException(
                failure, "The client failed: " + thrown.getClass().getSimpleName() + ".", thrown);
    }

    static Operation operationOf(ProviderJob job) {
        return new Operation(job.operationName().orElseThrow(), job.operationEndpoint());
    }

    private void pollFailed(ProviderSetup provider, ProviderJob job, ProviderException e) {
        String message = String.valueOf(e.getMessage());
        if (e.failure() == FailureClass.GONE && provider.isForeign(job)) {
            commits.leaveToOthers(provider, job, FailureClass.GONE, message);
            return;
        }
        if (JobSteps.failuresOf(FailureClass.GONE, job) >= MAX_GONE && e.failure() == FailureClass.GONE) {
            commits.transition(job, (steps, now) -> steps.endFailed(job, FailureClass.GONE, message, Optional.empty()));
            return;
        }
        Duration pause = commits.pauseAfter(job, e.retryAfter());
        if (e.failure() == FailureClass.RATE_LIMITED) {
            later.pauseCredential(provider, pause);
        }
        commits.write(job, (steps, now) -> steps.fail(job, e.failure(), message, values -> values))
                .ifPresent(failed -> later.poll(provider, failed, pause, later.firstPause()));
    }

    /** Commits how far an operation is; {@code next} as for {@link #poll}. */
    void progressed(ProviderSetup provider, ProviderJob job, Progress progress, Duration next) {
        if (progress instanceof Progress.Running running) {
            Duration pause = running.askAgain()
                    .map(asked -> JobCommits.longer(asked, later.firstPause()))
                    .orElse(next);
            answered(job).ifPresent(same -> later.poll(provider, same, pause, later.longer(next)));
        } else if (progress instanceof Progress.Filtered filtered) {
            filtered(job, Optional.empty(), String.join("; ", filtered.reasons()));
        } else if (progress instanceof Progress.Failed failed) {
            settled(
                    failed.charged(),
                    commits.write(
                            job,
                            (steps, now) -> steps.endFailed(
                                    job,
                                    FailureClass.REFUSED,
                                    failed.message(),
                                    failed.charged().or(() -> JobCommits.nothing(job)))));
        } else if (progress instanceof Progress.Done done && done.files().isEmpty()) {
            filtered(job, done.charged(), "The provider has finished it without a result.");
        } else if (progress instanceof Progress.Done done) {
            settled(done.charged(), generated(job, done))
                    .ifPresent(downloading -> later.download(provider, downloading, Duration.ZERO));
        }
    }

    /** An answer ends a row of failures; without them, nothing is written. */
    private Optional<ProviderJob> answered(ProviderJob job) {
        return job.failures() == 0
                ? Optional.of(job)
                : commits.write(job, (steps, now) -> steps.change(job, JobSteps::withoutFailure));
    }

    /** Warns if a charge could not be booked. */
    private Optional<ProviderJob> settled(Optional<Money> charged, Optional<ProviderJob> after) {
        after.ifPresent(job -> JobSteps.unbooked(job, charged).ifPresent(message -> commits.warn(job, message)));
        return after;
    }

    private void filtered(ProviderJob job, Optional<Money> charged, String reasons) {
        settled(
                charged,
                commits.write(
                        job,
                        (steps, now) -> steps.end(
                                job,
                                JobState.FILTERED,
                                charged.or(() -> JobCommits.nothing(job)),
                                values -> values.errorMessage(JobSteps.text(reasons)))));
    }

    private Optional<ProviderJob> generated(ProviderJob job, Progress.Done done) {
        return commits.written(job, tx -> {
            ProviderJob downloading = new JobSteps(tx)
                    .settle(
                            job,
                            done.charged(),
                            values -> JobSteps.withoutFailure(values)
                                    .state(JobState.DOWNLOADING)
                                    .remoteExpiresAt(done.expiresAt().map(JobCommits::micros))
                                    .usageNanos(done.usage().map(Usage::nanos))
                                    .usageUnit(done.usage().map(Usage::unit)));
            for (int i = 0; i < done.files().size(); i++) {
                tx.jobs().putResult(resultOf(job, i, done.files().get(i)));
            }
            return downloading;
        });
    }

    static JobResult resultOf(ProviderJob job, int position, RemoteFile file) {
        return JobResult.builder()
                .jobId(job.id())
                .position(position)
                .remoteName(file.name())
                .remoteSize(file.size())
                .remoteHash(file.hash())
                .encoding(file.encoding())
                .build();
    }
}
