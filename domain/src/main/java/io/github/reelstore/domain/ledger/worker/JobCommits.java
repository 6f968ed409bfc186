package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Backoff;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.internal.JobSteps;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Commits the steps of jobs, and tells the listener of a worker about them. A step that finds that another worker has the job ends without a
 * trace, since its fence is too old.
 */
final class JobCommits {

    private static final System.Logger LOG = System.getLogger(JobCommits.class.getName());

    private static final int MAX_DOUBLINGS = 6;
    private static final int LONGEST_PAUSE = 60;
    private static final Duration LAST_COMMITS = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final ProfileId profile;
    private final JobsInHand inHand;
    private final Duration retry;
    private final WorkerListener listener;
    private final JobWorker.Later later;

    JobCommits(
            Transactions transactions,
            ProfileId profile,
            JobsInHand inHand,
            Duration retry,
            WorkerListener listener,
            JobWorker.Later later) {
        this.transactions = transactions;
        this.profile = profile;
        this.inHand = inHand;
        this.retry = retry;
        this.listener = listener;
        this.later = later;
    }

    /** Runs work that reads. */
    <T> T read(Transactions.Work<T, RuntimeException> work) {
        return transactions.readOnly(profile, work);
    }

    /** Runs work that writes something else than a step. */
    <T> T commit(Transactions.Work<T, RuntimeException> work) {
        return transactions.inTransaction(profile, work);
    }

    /** For commits that are tried again until this worker is closed. */
    Backoff endless() {
        return Backoff.attempts(Integer.MAX_VALUE, retry, retry.multipliedBy(LONGEST_PAUSE));
    }

    /** For commits of a worker that is being closed. */
    Backoff last() {
        return Backoff.within(LAST_COMMITS, retry, retry.multipliedBy(LONGEST_PAUSE));
    }

    /** The pause after a first failure. */
    Duration retry() {
        return retry;
    }

    /** Forgets a job that is not this worker's any more. */
    void letGo(ProviderJob job) {
        inHand.remove(job);
    }

    /** The job as it is now; empty if it is not this worker's any more. */
    Optional<ProviderJob> own(ProviderJob job) {
        return read(tx -> tx.jobs().find(job.id()))
                .filter(current ->
                        current.fence() == job.fence() && current.worker().equals(job.worker()));
    }

    /** Commits a transition after which there is nothing more to do here. */
    void transition(ProviderJob job, BiFunction<JobSteps, Instant, ProviderJob> step) {
        write(job, step);
    }

    Optional<ProviderJob> write(ProviderJob job, BiFunction<JobSteps, Instant, ProviderJob> step) {
        return written(job, tx -> step.apply(new JobSteps(tx), tx.now()));
    }

    /**
     * Commits a transition.
     *
     * @return empty if the job is another worker's by now, or the database fails: it stays as it is, and is taken over once this worker
     *     is closed
     */
    Optional<ProviderJob> written(ProviderJob job, Transactions.Work<ProviderJob, RuntimeException> transition) {
        if (!later.isClosing()) {
            forgetInterrupt();
        }
        Backoff backoff = endless();
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

    /** A client may leave its thread interrupted, which would end the attempts to commit what it has answered. */
    static void forgetInterrupt() {
        boolean unused = Thread.interrupted();
    }

    void changed(ProviderJob job) {
        if (job.worker().equals(ProviderJob.FREE)) {
            inHand.remove(job);
        } else {
            inHand.put(job);
        }
        tell(job);
    }

    /** What a listener throws is no failure of the job. */
    void tell(ProviderJob job) {
        try {
            listener.changed(job);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener of the worker has failed.", e);
        }
    }

    void warn(ProviderJob job, String message) {
        try {
            listener.warning(job, message);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener of the worker has failed.", e);
        }
    }

    /**
     * Frees a job that was sent with another credential, after a failure that ends other jobs: a worker with that credential may find what this
     * one's account does not have. Until then, all workers try again and again.
     */
    void leaveToOthers(ProviderSetup provider, ProviderJob job, FailureClass failure, String message) {
        String why = message + " The job was sent with the credential "
                + job.credential().orElse("unknown") + ", and this worker has " + provider.credential() + ".";
        Duration pause = pauseAfter(job);
        transition(
                job,
                (steps, now) -> steps.fail(
                        job,
                        failure,
                        why,
                        values -> values.worker(ProviderJob.FREE).dueAt(after(now, pause))));
    }

    static Optional<Money> nothing(ProviderJob job) {
        return job.currency().map(Money::zero);
    }

    /** Twice as long after each failure. */
    Duration pauseAfter(ProviderJob job) {
        int doublings = Math.min(job.failures(), MAX_DOUBLINGS);
        return retry.multipliedBy(Math.min(1L << doublings, LONGEST_PAUSE));
    }

    /** The pause that a provider asks for; not none, or its calls would be repeated without end. */
    Duration pauseAfter(ProviderJob job, Optional<Duration> asked) {
        return asked.map(pause -> longer(pause, retry)).orElse(pauseAfter(job));
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    static Instant after(Instant now, Duration pause) {
        Duration most = ProviderJob.LONGEST_PAUSE;
        return micros(now.plus(pause.compareTo(most) < 0 ? pause : most));
    }

    static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
