package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Backoff;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ProviderJobBuilder;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.ledger.internal.JobSteps;
import io.github.reelstore.domain.ledger.internal.ResultRows;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.VerifiedStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The steps of jobs: each calls the provider once and commits what came of it. A step that finds that another worker has the job
 * ends without a trace, since its fence is too old.
 */
final class JobRun {

    private static final System.Logger LOG = System.getLogger(JobRun.class.getName());

    private static final int MAX_DOUBLINGS = 6;
    private static final int LONGEST_PAUSE = 60;

    /**
     * How often in a row a provider must say that it does not have what was paid for: with the usual pauses, for half an hour.
     */
    private static final int MAX_GONE = 36;

    /** The same after the time at which it has announced to delete it. */
    private static final int MAX_GONE_AFTER_EXPIRY = 8;

    private static final Duration SOON = Duration.ofHours(6);

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ResultRows rows;
    private final ProfileId profile;
    private final JobsInHand inHand;
    private final Duration retry;
    private final WorkerListener listener;
    private final JobWorker.Later later;

    JobRun(
            Transactions transactions,
            BlobStore blobs,
            ResultRows rows,
            ProfileId profile,
            JobsInHand inHand,
            Duration retry,
            WorkerListener listener,
            JobWorker.Later later) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.rows = rows;
        this.profile = profile;
        this.inHand = inHand;
        this.retry = retry;
        this.listener = listener;
        this.later = later;
    }

    /** Sends a claimed job, once. */
    void submit(ProviderSetup provider, ProviderJob job, long claimedAt) {
        tell(job);
        SubmitRequest request;
        try {
            request = requestOf(job);
        } catch (StorageException e) {
            notSent(job, e);
            return;
        }
        if (System.nanoTime() - claimedAt >= later.trust().toNanos() && own(job).isEmpty()) {
            // this process was frozen: another worker may have found out that nothing was sent, and sends it
            inHand.remove(job);
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
            submitFailed(provider, job, fault(FailureClass.MAYBE_ACCEPTED, e));
            return;
        }
        keepOperation(job, submission.operation()).ifPresent(submitted -> {
            if (submission.finished().isPresent()) {
                progressed(provider, submitted, submission.finished().get());
            } else {
                later.poll(provider, submitted, Optional.empty());
            }
        });
    }

    /** The job as it is now; empty if it is not this worker's any more. */
    private Optional<ProviderJob> own(ProviderJob job) {
        return transactions
                .readOnly(profile, tx -> tx.jobs().find(job.id()))
                .filter(current ->
                        current.fence() == job.fence() && current.worker().equals(job.worker()));
    }

    private SubmitRequest requestOf(ProviderJob job) {
        List<SubmitRequest.Input> inputs = transactions.readOnly(
                profile,
                tx -> job.frozen().inputs().stream()
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
            transition(job, (steps, now) -> steps.endFailed(job, FailureClass.NEVER_SENT, message, nothing(job)));
        } else {
            planAgain(job, FailureClass.NEVER_SENT, message, pauseAfter(job));
        }
    }

    /**
     * Commits the name of the operation alone, before anything else: without it, what was paid for cannot be found. If the commit
     * fails, it is tried again as long as this process lives.
     */
    private Optional<ProviderJob> keepOperation(ProviderJob job, Operation operation) {
        String found = "The provider has accepted the job " + job.id() + " as the operation " + operation.name();
        Backoff backoff = Backoff.within(Duration.ofDays(1), retry, retry.multipliedBy(LONGEST_PAUSE));
        boolean told = false;
        while (true) {
            try {
                ProviderJob submitted = transactions.inTransaction(
                        profile,
                        tx -> new JobSteps(tx)
                                .change(
                                        job,
                                        values -> withoutFailure(values)
                                                .state(JobState.SUBMITTED)
                                                .operationName(operation.name())
                                                .operationEndpoint(operation.endpoint())
                                                .submittedAt(tx.now())));
                inHand.put(submitted);
                tell(submitted);
                return Optional.of(submitted);
            } catch (JobSteps.LostClaim e) {
                if (isOwn(job, operation)) {
                    later.again(job);
                    return Optional.empty();
                }
                lateAnswer(job, found + ", after another worker had claimed it; decide with job resolve.");
                return Optional.empty();
            } catch (RuntimeException e) {
                if (!told || later.isClosing()) {
                    told = true;
                    String message = found + ", but this cannot be committed; keep the name. " + e.getMessage();
                    LOG.log(System.Logger.Level.ERROR, message, e);
                    warn(job, message);
                }
                if (later.isClosing() || !backoff.pause()) {
                    inHand.remove(job);
                    return Optional.empty();
                }
            }
        }
    }

    /** Whether the operation was committed after all, though the answer to the commit was lost. */
    private boolean isOwn(ProviderJob job, Operation operation) {
        return transactions
                .readOnly(profile, tx -> tx.jobs().find(job.id()))
                .filter(current -> current.fence() == job.fence()
                        && current.operationName().equals(Optional.of(operation.name())))
                .isPresent();
    }

    /** The job itself belongs to another worker; the note helps the person who decides. */
    private void lateAnswer(ProviderJob job, String message) {
        LOG.log(System.Logger.Level.ERROR, message);
        warn(job, message);
        inHand.remove(job);
        transactions.inTransaction(profile, tx -> {
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
                planAgain(job, FailureClass.NEVER_SENT, message, e.retryAfter().orElse(pauseAfter(job)));
            case RATE_LIMITED -> {
                Duration pause = e.retryAfter().orElse(pauseAfter(job));
                later.pauseCredential(provider, pause);
                planAgain(job, FailureClass.RATE_LIMITED, message, pause);
            }
            case REFUSED ->
                transition(job, (steps, now) -> steps.endFailed(job, FailureClass.REFUSED, message, nothing(job)));
            default -> unknown(provider, job, message);
        }
    }

    private void planAgain(ProviderJob job, FailureClass failure, String message, Duration pause) {
        transition(
                job,
                (steps, now) -> steps.fail(
                        job,
                        failure,
                        message,
                        values -> values.state(JobState.PLANNED)
                                .worker(ProviderJob.FREE)
                                .dueAt(after(now, pause))));
    }

    private void unknown(ProviderSetup provider, ProviderJob job, String message) {
        write(
                        job,
                        (steps, now) -> steps.fail(
                                job,
                                FailureClass.MAYBE_ACCEPTED,
                                message,
                                values -> values.state(JobState.OUTCOME_UNKNOWN)))
                .ifPresent(lost -> {
                    warn(lost, "It is not known whether the provider has accepted the job " + job.id() + ".");
                    if (provider.client().canFind()) {
                        later.find(provider, lost, retry);
                    } else {
                        waitForPerson(lost);
                    }
                });
    }

    private void waitForPerson(ProviderJob job) {
        transition(
                job,
                (steps, now) -> steps.change(
                        job, values -> values.worker(ProviderJob.FREE).dueAt(after(now, ProviderJob.LONGEST_PAUSE))));
    }

    /** Goes on with a job of a worker that died or was closed. */
    void resume(ProviderSetup provider, ProviderJob job) {
        switch (job.state()) {
            case SUBMITTING ->
                unknown(provider, job, "The worker died while it sent the request, which may have been accepted.");
            case OUTCOME_UNKNOWN -> {
                if (provider.client().canFind()) {
                    find(provider, job);
                } else {
                    waitForPerson(job);
                }
            }
            case SUBMITTED -> poll(provider, job);
            case DOWNLOADING -> later.download(provider, job, Duration.ZERO);
            default -> inHand.remove(job);
        }
    }

    /** Goes on with a job after an unexpected failure of this process, if it is still this worker's. */
    void again(ProviderSetup provider, ProviderJob job) {
        Optional<ProviderJob> current = own(job);
        if (current.isPresent()) {
            inHand.put(current.get());
            resume(provider, current.get());
        } else {
            inHand.remove(job);
        }
    }

    /** Goes on with a job that this worker has claimed without knowing it: it was certainly not sent. */
    void resumeLost(ProviderSetup provider, ProviderJob job) {
        if (job.state() == JobState.SUBMITTING) {
            planAgain(
                    job,
                    FailureClass.NEVER_SENT,
                    "The answer to its claim was lost, so it was not sent.",
                    Duration.ZERO);
        } else {
            resume(provider, job);
        }
    }

    /** Looks for the operation of a request whose answer was lost. */
    void find(ProviderSetup provider, ProviderJob job) {
        Lookup lookup;
        Duration pause = pauseAfter(job);
        try {
            lookup = provider.client().find(requestOf(job));
        } catch (ProviderException | RuntimeException e) {
            if (e instanceof ProviderException failed && failed.failure() == FailureClass.RATE_LIMITED) {
                pause = failed.retryAfter().orElse(pause);
                later.pauseCredential(provider, pause);
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The operation of the job " + job.id() + " was not found: " + e.getMessage());
            lookup = new Lookup.Unknown();
        }
        if (lookup instanceof Lookup.Found found) {
            keepOperation(job, found.operation()).ifPresent(submitted -> poll(provider, submitted));
        } else if (lookup instanceof Lookup.NotAccepted) {
            transition(
                    job,
                    (steps, now) -> steps.change(
                            job,
                            values -> values.state(JobState.PLANNED)
                                    .worker(ProviderJob.FREE)
                                    .dueAt(Instant.EPOCH)));
        } else {
            Duration wait = pause;
            write(job, (steps, now) -> steps.change(job, values -> values.failures(job.failures() + 1)))
                    .ifPresent(changed -> later.find(provider, changed, wait));
        }
    }

    /** Asks how far an operation is. */
    void poll(ProviderSetup provider, ProviderJob job) {
        try {
            progressed(provider, job, provider.client().poll(operationOf(job)));
        } catch (ProviderException e) {
            pollFailed(provider, job, e);
        } catch (RuntimeException e) {
            pollFailed(provider, job, fault(FailureClass.TEMPORARY, e));
        }
    }

    /** What a client throws that it should not. Its text may contain a signed URL. */
    private static ProviderException fault(FailureClass failure, Throwable thrown) {
        return new ProviderException(
                failure, "The client failed: " + thrown.getClass().getSimpleName() + ".", thrown);
    }

    private static Operation operationOf(ProviderJob job) {
        return new Operation(job.operationName().orElseThrow(), job.operationEndpoint());
    }

    private void pollFailed(ProviderSetup provider, ProviderJob job, ProviderException e) {
        String message = String.valueOf(e.getMessage());
        if (e.failure() == FailureClass.GONE && job.failures() >= MAX_GONE) {
            transition(job, (steps, now) -> steps.endFailed(job, FailureClass.GONE, message, Optional.empty()));
            return;
        }
        Duration pause = e.retryAfter().orElse(pauseAfter(job));
        if (e.failure() == FailureClass.RATE_LIMITED) {
            later.pauseCredential(provider, pause);
        }
        write(job, (steps, now) -> steps.fail(job, e.failure(), message, values -> values))
                .ifPresent(failed -> later.poll(provider, failed, Optional.of(pause)));
    }

    private void progressed(ProviderSetup provider, ProviderJob job, Progress progress) {
        if (progress instanceof Progress.Running running) {
            later.poll(provider, job, running.askAgain());
        } else if (progress instanceof Progress.Filtered filtered) {
            filtered(job, nothing(job), String.join("; ", filtered.reasons()));
        } else if (progress instanceof Progress.Failed failed) {
            transition(
                    job,
                    (steps, now) -> steps.endFailed(
                            job,
                            FailureClass.REFUSED,
                            failed.message(),
                            failed.cost().or(() -> nothing(job))));
        } else if (progress instanceof Progress.Done done && done.files().isEmpty()) {
            filtered(job, done.cost().or(() -> nothing(job)), "The provider has finished it without a result.");
        } else if (progress instanceof Progress.Done done) {
            generated(job, done).ifPresent(downloading -> later.download(provider, downloading, Duration.ZERO));
        }
    }

    private void filtered(ProviderJob job, Optional<Money> charged, String reasons) {
        transition(
                job,
                (steps, now) -> steps.end(
                        job, JobState.FILTERED, charged, values -> values.errorMessage(JobSteps.text(reasons))));
    }

    private Optional<ProviderJob> generated(ProviderJob job, Progress.Done done) {
        return written(job, tx -> {
            ProviderJob downloading = new JobSteps(tx)
                    .settle(
                            job,
                            done.cost(),
                            values -> withoutFailure(values)
                                    .state(JobState.DOWNLOADING)
                                    .remoteExpiresAt(done.expiresAt().map(JobRun::micros))
                                    .usageNanos(done.usage().map(Usage::nanos))
                                    .usageUnit(done.usage().map(Usage::unit)));
            for (int i = 0; i < done.files().size(); i++) {
                tx.jobs().putResult(resultOf(job, i, done.files().get(i)));
            }
            return downloading;
        });
    }

    private static JobResult resultOf(ProviderJob job, int position, RemoteFile file) {
        return JobResult.builder()
                .jobId(job.id())
                .position(position)
                .remoteName(file.name())
                .remoteSize(file.size())
                .remoteHash(file.hash())
                .encoding(file.encoding())
                .build();
    }

    /** Downloads the results that are not stored yet, and stores them. */
    void download(ProviderSetup provider, ProviderJob job) {
        List<JobResult> results = transactions.readOnly(profile, tx -> tx.jobs().results(job.id()));
        ProviderJob current = job;
        for (JobResult result : results) {
            if (result.state() != ResultState.PENDING) {
                continue;
            }
            Download download = new Download(provider.client(), remote(result));
            try {
                current = store(current, results, result, download);
            } catch (JobSteps.LostClaim e) {
                inHand.remove(job);
                return;
            } catch (WrongBytes | StorageException.InvalidInput e) {
                downloadFailed(
                        provider,
                        current,
                        result,
                        new ProviderException(FailureClass.INVALID, String.valueOf(e.getMessage()), e));
                return;
            } catch (StorageException e) {
                boolean remote = e instanceof StorageException.Unavailable unavailable && unavailable.isOfSource();
                downloadFailed(
                        provider,
                        current,
                        result,
                        new ProviderException(
                                remote ? download.failure() : FailureClass.TEMPORARY,
                                String.valueOf(e.getMessage()),
                                download.retryAfter(),
                                e));
                return;
            }
        }
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

    /** Row, file and job are committed together. */
    private ProviderJob store(ProviderJob job, List<JobResult> all, JobResult result, Download download) {
        Box after = new Box(job);
        rows.store(job, result, new BlobSource("result of job " + job.id(), () -> download), (tx, stored) -> {
            result.remoteHash().ifPresent(expected -> {
                if (!stored.contentHash().equals(Optional.of(expected))) {
                    throw new WrongBytes(expected, stored.contentHash());
                }
            });
            tx.jobs().putResult(stored);
            after.job = othersAreDone(all, result)
                    ? new JobSteps(tx).end(job, JobState.SUCCEEDED, Optional.empty(), JobRun::withoutFailure)
                    : new JobSteps(tx).change(job, JobRun::withoutFailure);
        });
        changed(after.job);
        return after.job;
    }

    private static final class Box {
        private ProviderJob job;

        Box(ProviderJob job) {
            this.job = job;
        }
    }

    private static ProviderJobBuilder withoutFailure(ProviderJobBuilder values) {
        return values.failures(0).failure(Optional.empty()).errorMessage(Optional.empty());
    }

    /** The results are stored in their order, so those before are done. */
    private static boolean othersAreDone(List<JobResult> all, JobResult result) {
        return all.stream()
                .noneMatch(other -> other.position() > result.position() && other.state() == ResultState.PENDING);
    }

    private void downloadFailed(ProviderSetup provider, ProviderJob job, JobResult result, ProviderException e) {
        FailureClass failure = e.failure();
        String message = String.valueOf(e.getMessage());
        boolean bad = failure == FailureClass.GONE
                || (failure == FailureClass.INVALID && job.remoteExpiresAt().isEmpty());
        boolean expired = job.remoteExpiresAt()
                .filter(expiry -> expiry.isBefore(job.updatedAt()))
                .isPresent();
        if (bad && job.failures() >= (expired ? MAX_GONE_AFTER_EXPIRY : MAX_GONE)) {
            lose(provider, job, result, failure, message);
            return;
        }
        Duration pause = e.retryAfter().orElse(pauseAfter(job));
        if (failure == FailureClass.RATE_LIMITED) {
            later.pauseCredential(provider, pause);
        }
        write(job, (steps, now) -> steps.fail(job, failure, message, values -> values))
                .ifPresent(failed -> {
                    warnIfSoon(failed);
                    if (failure == FailureClass.GONE || failure == FailureClass.INVALID) {
                        refresh(provider, failed);
                    }
                    later.download(provider, failed, pause);
                });
    }

    private void warnIfSoon(ProviderJob job) {
        job.remoteExpiresAt()
                .filter(expiry -> expiry.isBefore(job.updatedAt().plus(SOON)))
                .ifPresent(expiry -> {
                    String message = "The results of the job " + job.id() + " are deleted by the provider at " + expiry
                            + ", and cannot be downloaded: "
                            + job.errorMessage().orElse("unknown");
                    LOG.log(System.Logger.Level.WARNING, message);
                    warn(job, message);
                });
    }

    /** Signed URLs expire before the results do: another poll has new ones. */
    private void refresh(ProviderSetup provider, ProviderJob job) {
        try {
            if (provider.client().poll(operationOf(job)) instanceof Progress.Done done) {
                Optional<ProviderJob> unused = written(job, tx -> {
                    ProviderJob same = new JobSteps(tx).change(job, values -> values);
                    tx.jobs().results(job.id()).stream()
                            .filter(result -> result.state() == ResultState.PENDING)
                            .filter(result -> result.position() < done.files().size())
                            .map(result -> resultOf(
                                    job, result.position(), done.files().get(result.position())))
                            .forEach(tx.jobs()::putResult);
                    return same;
                });
            }
        } catch (ProviderException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "No new address for the results of job " + job.id() + ": " + e.getMessage());
        }
    }

    private void lose(ProviderSetup provider, ProviderJob job, JobResult result, FailureClass failure, String message) {
        written(job, tx -> {
                    JobSteps steps = new JobSteps(tx);
                    tx.jobs()
                            .putResult(result.toBuilder()
                                    .state(ResultState.LOST)
                                    .remoteName(Optional.empty())
                                    .build());
                    List<JobResult> results = tx.jobs().results(job.id());
                    if (results.stream().anyMatch(other -> other.state() == ResultState.PENDING)) {
                        return steps.fail(job, failure, message, values -> values.failures(0));
                    }
                    return results.stream().anyMatch(other -> other.state() == ResultState.STORED)
                            ? steps.end(
                                    job,
                                    JobState.SUCCEEDED,
                                    Optional.empty(),
                                    values -> values.failure(failure).errorMessage(JobSteps.text(message)))
                            : steps.endFailed(job, failure, message, Optional.empty());
                })
                .filter(left -> left.state() == JobState.DOWNLOADING)
                .ifPresent(left -> later.download(provider, left, Duration.ZERO));
    }

    /** Commits a transition after which there is nothing more to do here. */
    private void transition(ProviderJob job, BiFunction<JobSteps, Instant, ProviderJob> step) {
        write(job, step);
    }

    private Optional<ProviderJob> write(ProviderJob job, BiFunction<JobSteps, Instant, ProviderJob> step) {
        return written(job, tx -> step.apply(new JobSteps(tx), tx.now()));
    }

    /**
     * Commits a transition.
     *
     * @return empty if the job is another worker's by now, or the database fails: it stays as it is, and is taken over once this worker
     *     is closed
     */
    private Optional<ProviderJob> written(
            ProviderJob job, Transactions.Work<ProviderJob, RuntimeException> transition) {
        Backoff backoff = Backoff.within(Duration.ofDays(1), retry, retry.multipliedBy(LONGEST_PAUSE));
        while (true) {
            try {
                ProviderJob after = transactions.inTransaction(profile, transition);
                changed(after);
                return Optional.of(after);
            } catch (JobSteps.LostClaim e) {
                // if the answer to a commit was lost, it is this worker's own change
                later.again(job);
                return Optional.empty();
            } catch (StorageException.Unavailable e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The job " + job.id() + " waits for the database: " + e.getMessage());
                if (later.isClosing() || !backoff.pause()) {
                    return Optional.empty();
                }
            }
        }
    }

    private void changed(ProviderJob job) {
        if (job.worker().equals(ProviderJob.FREE)) {
            inHand.remove(job);
        } else {
            inHand.put(job);
        }
        tell(job);
    }

    /** What a listener throws is no failure of the job. */
    private void tell(ProviderJob job) {
        try {
            listener.changed(job);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener of the worker has failed.", e);
        }
    }

    private void warn(ProviderJob job, String message) {
        try {
            listener.warning(job, message);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener of the worker has failed.", e);
        }
    }

    private static Optional<Money> nothing(ProviderJob job) {
        return job.currency().map(Money::zero);
    }

    /** Twice as long after each failure. */
    private Duration pauseAfter(ProviderJob job) {
        int doublings = Math.min(job.failures(), MAX_DOUBLINGS);
        return retry.multipliedBy(Math.min(1L << doublings, LONGEST_PAUSE));
    }

    private static Instant after(Instant now, Duration pause) {
        Duration most = ProviderJob.LONGEST_PAUSE;
        return micros(now.plus(pause.compareTo(most) < 0 ? pause : most));
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
