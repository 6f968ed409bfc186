package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Backoff;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.internal.JobSteps;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.VerifiedStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sends the requests of jobs, once each, and finds the operations of those whose answers were lost. */
final class Sending {

    private static final System.Logger LOG = System.getLogger(Sending.class.getName());

    private final JobCommits commits;
    private final BlobStore blobs;
    private final OperationPolls polling;
    private final JobWorker.Later later;

    Sending(JobCommits commits, BlobStore blobs, OperationPolls polling, JobWorker.Later later) {
        this.commits = commits;
        this.blobs = blobs;
        this.polling = polling;
        this.later = later;
    }

    /** Sends a claimed job, once. */
    void submit(ProviderSetup provider, ProviderJob job, long claimedAt) {
        commits.tell(job);
        SubmitRequest request;
        try {
            request = requestOf(job);
        } catch (StorageException e) {
            notSent(job, e);
            return;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The request of the job " + job.id() + " could not be read.", e);
            planAgain(
                    job,
                    FailureClass.NEVER_SENT,
                    "Its request could not be read: " + e.getClass().getSimpleName() + ".",
                    commits.pauseAfter(job));
            return;
        }
        if (System.nanoTime() - claimedAt >= later.trust().toNanos()
                && commits.own(job).isEmpty()) {
            // this process was frozen: another worker may have found out that nothing was sent, and sends it
            commits.letGo(job);
            return;
        }
        if (later.isPaused(provider) || later.isClosing()) {
            // the provider has asked for the pause, or the worker is being closed, since the job was claimed
            planNow(job);
            return;
        }
        Submission submission;
        try {
            submission = provider.client().submit(request);
        } catch (ProviderException e) {
            submitFailed(provider, job, e);
            return;
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "The client of " + provider.name() + " has a fault.", e);
            submitFailed(provider, job, OperationPolls.fault(FailureClass.MAYBE_ACCEPTED, e));
            return;
        }
        keepOperation(job, submission.operation(), job.worker()).ifPresent(submitted -> {
            if (submission.finished().isPresent()) {
                polling.progressed(provider, submitted, submission.finished().get(), later.firstPause());
            } else {
                later.poll(provider, submitted);
            }
        });
    }

    private SubmitRequest requestOf(ProviderJob job) {
        List<SubmitRequest.Input> inputs = commits.read(tx -> job.frozen().inputs().stream()
                .map(input -> new SubmitRequest.Input(input, contentOf(tx, input)))
                .toList());
        return new SubmitRequest(job.frozen(), job.clientToken(), inputs);
    }

    private BlobSource contentOf(Tx tx, JobInput input) {
        BlobKey key = tx.references()
                .findByHash(MediaKind.IMAGE, input.hash())
                .orElseThrow(() -> new StorageException.NotFound(
                        input.hash().value(), "The image that was to be sent as " + input.role() + " was deleted."))
                .key();
        return new BlobSource(key.value(), () -> new VerifiedStream(blobs.open(key, ByteRange.ALL), key, input.hash()));
    }

    private void notSent(ProviderJob job, StorageException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof StorageException.NotFound) {
            commits.transition(
                    job,
                    (steps, now) -> steps.endFailed(job, FailureClass.NEVER_SENT, message, JobCommits.nothing(job)));
        } else {
            planAgain(job, FailureClass.NEVER_SENT, message, commits.pauseAfter(job));
        }
    }

    /**
     * Commits the name of the operation alone, before anything else: without it, what was paid for cannot be found. If the commit
     * fails, it is tried again as long as this worker is not closed, and then for a while.
     *
     * @param worker who goes on with the job
     */
    private Optional<ProviderJob> keepOperation(ProviderJob job, Operation operation, String worker) {
        String found = "The provider has accepted the job " + job.id() + " as the operation "
                + Messages.onOneLine(operation.name());
        Backoff backoff = commits.endless();
        boolean told = false;
        boolean ending = false;
        JobCommits.forgetInterrupt();
        while (true) {
            try {
                ProviderJob submitted = commits.commit(tx -> new JobSteps(tx)
                        .change(
                                job,
                                values -> JobSteps.withoutFailure(values)
                                        .state(JobState.SUBMITTED)
                                        .worker(worker)
                                        .operationName(operation.name())
                                        .operationEndpoint(operation.endpoint())
                                        .submittedAt(tx.now())));
                commits.changed(submitted);
                return Optional.of(submitted);
            } catch (JobSteps.LostClaim e) {
                lostClaim(job, operation, found);
                return Optional.empty();
            } catch (RuntimeException e) {
                if (!told) {
                    told = true;
                    String message = found + ", but this cannot be committed; keep the name. " + e.getMessage();
                    LOG.log(System.Logger.Level.ERROR, message, e);
                    commits.warn(job, message);
                }
                if (later.isClosing() && !ending) {
                    ending = true;
                    backoff = commits.last();
                }
                // it stays in hand: this worker would take it for one that it has not sent
                if (!backoff.pause()) {
                    return Optional.empty();
                }
            }
        }
    }

    private void lostClaim(ProviderJob job, Operation operation, String found) {
        boolean own;
        try {
            own = isOwn(job, operation);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, found + ", but it cannot be read whether this is committed.", e);
            own = true;
        }
        if (own) {
            later.again(job);
        } else {
            noteOperation(job, found + ", after another worker or a person had changed the job.");
        }
    }

    /** Whether the operation was committed after all, though the answer to the commit was lost. */
    private boolean isOwn(ProviderJob job, Operation operation) {
        return commits.read(tx -> tx.jobs().find(job.id()))
                .filter(current -> current.fence() == job.fence()
                        && current.operationName().equals(Optional.of(operation.name())))
                .isPresent();
    }

    /**
     * Goes on with an operation whose name came after the time limit of its submit. It belongs to exactly this attempt, so that it is believed
     * unless something else has happened to the job meanwhile.
     */
    private void answeredLate(ProviderSetup provider, ProviderJob job, Operation operation) {
        // a worker that is being closed has freed its jobs, and goes on with none
        String worker = later.isClosing() ? ProviderJob.FREE : job.worker();
        keepOperation(job, operation, worker).ifPresent(submitted -> later.poll(provider, submitted));
    }

    /** The job itself belongs to another worker, or is decided; the note helps a person. */
    private void noteOperation(ProviderJob job, String message) {
        LOG.log(System.Logger.Level.ERROR, message);
        commits.warn(job, message);
        commits.letGo(job);
        commits.commit(tx -> {
            tx.jobs()
                    .addAttempt(new JobAttempt(
                            job.id(),
                            0,
                            job.state(),
                            FailureClass.MAYBE_ACCEPTED,
                            JobSteps.text(message),
                            tx.now(),
                            tx.now(),
                            1));
            return job;
        });
    }

    private void submitFailed(ProviderSetup provider, ProviderJob job, ProviderException e) {
        String message = String.valueOf(e.getMessage());
        switch (e.failure()) {
            case NEVER_SENT ->
                planAgain(job, FailureClass.NEVER_SENT, message, commits.pauseAfter(job, e.retryAfter()));
            case RATE_LIMITED -> {
                Duration pause = commits.pauseAfter(job, e.retryAfter());
                later.pauseCredential(provider, pause);
                planAgain(job, FailureClass.RATE_LIMITED, message, pause);
            }
            case REFUSED ->
                commits.transition(
                        job,
                        (steps, now) -> steps.endFailed(job, FailureClass.REFUSED, message, JobCommits.nothing(job)));
            default -> {
                ProviderJob lost =
                        unknown(provider, job, message, e.operation()).orElse(job);
                e.late()
                        .ifPresent(answer -> answer.thenAccept(operation ->
                                later.answered(provider, lost, () -> answeredLate(provider, lost, operation))));
            }
        }
    }

    /** Whether a request was sent so long ago that it is not on its way any more: no worker may run long enough to see that. */
    private boolean isLongAgo(ProviderJob job) {
        return commits.read(tx -> tx.jobs().attempts(job.id()).stream()
                .filter(attempt -> attempt.failure() == FailureClass.MAYBE_ACCEPTED)
                .map(JobAttempt::lastAt)
                .max(Comparator.naturalOrder())
                .filter(last -> last.plus(ProviderJob.LONGEST_PAUSE).isBefore(tx.now()))
                .isPresent());
    }

    /** Plans a job that was certainly not sent, for whichever worker may send it next. */
    private void planNow(ProviderJob job) {
        commits.transition(
                job,
                (steps, now) -> steps.change(
                        job,
                        values -> JobSteps.withoutFailure(values)
                                .state(JobState.PLANNED)
                                .worker(ProviderJob.FREE)
                                .operationName(Optional.empty())
                                .operationEndpoint(Optional.empty())
                                .dueAt(Instant.EPOCH)));
    }

    void planAgain(ProviderJob job, FailureClass failure, String message, Duration pause) {
        commits.transition(
                job,
                (steps, now) -> steps.fail(
                        job,
                        failure,
                        message,
                        values -> values.state(JobState.PLANNED)
                                .worker(ProviderJob.FREE)
                                .dueAt(JobCommits.after(now, pause))));
    }

    /**
     * Commits that it is not known whether a job was accepted, and has its provider or a person asked.
     *
     * @param named the operation that the answer names, which helps the person who decides
     */
    Optional<ProviderJob> unknown(ProviderSetup provider, ProviderJob job, String message, Optional<Operation> named) {
        Optional<ProviderJob> unknown = commits.write(
                job,
                (steps, now) -> steps.fail(
                        job,
                        FailureClass.MAYBE_ACCEPTED,
                        message,
                        values -> values.state(JobState.OUTCOME_UNKNOWN)
                                .operationName(named.map(Operation::name))
                                .operationEndpoint(named.flatMap(Operation::endpoint))));
        unknown.ifPresent(lost -> {
            commits.warn(
                    lost,
                    "It is not known whether the provider has accepted the job " + job.id()
                            + (provider.client().canFind()
                                    ? "; the provider is asked."
                                    : "; look at the provider, and decide with: reelstore job resolve " + job.id()));
            if (provider.client().canFind()) {
                later.find(provider, lost, System.nanoTime(), commits.retry());
            } else {
                waitForPerson(lost);
            }
        });
        return unknown;
    }

    void waitForPerson(ProviderJob job) {
        commits.transition(
                job,
                (steps, now) -> steps.change(
                        job,
                        values -> values.worker(ProviderJob.FREE)
                                .dueAt(JobCommits.after(now, ProviderJob.LONGEST_PAUSE))));
    }

    /**
     * Looks for the operation of a request whose answer was lost.
     *
     * @param since since when the provider says that it has not accepted it, as {@link System#nanoTime}
     */
    void find(ProviderSetup provider, ProviderJob job, long since) {
        Lookup lookup;
        Duration pause = commits.pauseAfter(job);
        try {
            lookup = provider.client().find(requestOf(job));
        } catch (ProviderException | RuntimeException e) {
            if (e instanceof ProviderException failed && failed.failure() == FailureClass.RATE_LIMITED) {
                pause = commits.pauseAfter(job, failed.retryAfter());
                later.pauseCredential(provider, pause);
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The operation of the job " + job.id() + " was not found: "
                            + Messages.onOneLine(String.valueOf(e.getMessage())));
            lookup = new Lookup.Unknown();
        }
        if (lookup instanceof Lookup.Found found) {
            keepOperation(job, found.operation(), job.worker())
                    .ifPresent(submitted -> later.poll(provider, submitted, Duration.ZERO, later.firstPause()));
        } else if (lookup instanceof Lookup.NotAccepted && job.failure().equals(Optional.of(FailureClass.RESTORED))) {
            // what was sent since the backup had another token
            waitForPerson(job);
        } else if (lookup instanceof Lookup.NotAccepted && (later.isDoubtOver(since) || isLongAgo(job))) {
            planNow(job);
        } else if (lookup instanceof Lookup.NotAccepted) {
            later.find(provider, job, since, JobCommits.longer(pause, later.pauseInDoubt()));
        } else {
            Duration wait = pause;
            commits.write(job, (steps, now) -> steps.change(job, values -> values.failures(job.failures() + 1)))
                    .ifPresent(changed -> later.find(provider, changed, System.nanoTime() + wait.toNanos(), wait));
        }
    }
}
