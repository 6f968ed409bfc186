package io.github.reelstore.domain.ledger.internal;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ProviderJobBuilder;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The transitions of one transaction. Each is one conditional update that compares the fence, so that it does not happen if another
 * worker has claimed the job meanwhile.
 */
public final class JobSteps {

    /** Enough for people to understand what happened. */
    private static final int MAX_MESSAGE = 2_000;

    private final Tx tx;

    public JobSteps(Tx tx) {
        this.tx = tx;
    }

    /** Another worker, or a person, has changed the job meanwhile, so the transition does not happen. */
    public static final class LostClaim extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostClaim(ProviderJob job) {
            super("The job " + job.id() + " was changed by another process.");
        }
    }

    /**
     * Changes a job.
     *
     * @return the job as it is now
     * @throws LostClaim if its fence or state is another one
     */
    public ProviderJob change(ProviderJob job, UnaryOperator<ProviderJobBuilder> values) {
        ProviderJob after = values.apply(job.toBuilder()).updatedAt(tx.now()).build();
        if (!tx.jobs().update(job, after)) {
            throw new LostClaim(job);
        }
        return after;
    }

    /**
     * Ends a job, and settles its price.
     *
     * @param charged what was charged; empty for what is settled already, or else the reserved price
     */
    public ProviderJob end(
            ProviderJob job, JobState state, Optional<Money> charged, UnaryOperator<ProviderJobBuilder> values) {
        return settle(
                job,
                charged,
                settled -> values.apply(settled)
                        .state(state)
                        .worker(ProviderJob.FREE)
                        .completedAt(tx.now()));
    }

    /**
     * Changes a job, and settles its price.
     *
     * @param charged what was charged; empty for what is settled already, or else the reserved price
     */
    public ProviderJob settle(ProviderJob job, Optional<Money> charged, UnaryOperator<ProviderJobBuilder> values) {
        Optional<Money> settled = new JobMoney(tx).settle(job, charged);
        ProviderJob after = change(
                job,
                builder -> values.apply(
                        builder.currency(settled.map(Money::currency).or(job::currency))
                                .settledNanos(settled.map(Money::nanos))));
        unbooked(after, charged).ifPresent(message -> note(job, FailureClass.INVALID, message));
        return after;
    }

    /** What is said about a charge that could not be booked; empty if it was. */
    public static Optional<String> unbooked(ProviderJob settled, Optional<Money> charged) {
        return charged.filter(amount -> !settled.cost().equals(charged))
                .map(amount ->
                        "The provider has charged " + amount + " for the job " + settled.id() + ", whose price is "
                                + settled.cost()
                                        .map(price -> price + "; it is booked at its price.")
                                        .orElse("not known; it is not booked."));
    }

    /**
     * Changes a job after a failed attempt, which is noted.
     *
     * @param failure what the failure means
     * @param message the failure, for people
     */
    public ProviderJob fail(
            ProviderJob job, FailureClass failure, String message, UnaryOperator<ProviderJobBuilder> values) {
        ProviderJob after = change(job, builder -> values.apply(failed(builder, job, failure, message)));
        note(job, failure, message);
        return after;
    }

    /** Ends a job after a failed attempt, which is noted. */
    public ProviderJob endFailed(ProviderJob job, FailureClass failure, String message, Optional<Money> charged) {
        ProviderJob after = end(job, JobState.FAILED, charged, builder -> failed(builder, job, failure, message));
        note(job, failure, message);
        return after;
    }

    private static ProviderJobBuilder failed(
            ProviderJobBuilder builder, ProviderJob job, FailureClass failure, String message) {
        return builder.failures(failuresOf(failure, job) + 1).failure(failure).errorMessage(text(message));
    }

    /**
     * Ends a job whose results that are not stored yet cannot be had: they are lost. It has succeeded if others are stored, and costs what was
     * charged or its price. Why is noted.
     *
     * @param values more values
     */
    public ProviderJob endWithoutRest(
            ProviderJob job, FailureClass failure, String message, UnaryOperator<ProviderJobBuilder> values) {
        boolean isStored = false;
        for (JobResult result : tx.jobs().results(job.id())) {
            if (result.state() == ResultState.PENDING) {
                lose(result);
            }
            isStored |= result.state() == ResultState.STORED;
        }
        ProviderJob after = end(
                job,
                isStored ? JobState.SUCCEEDED : JobState.FAILED,
                Optional.empty(),
                builder -> values.apply(failed(builder, job, failure, message)));
        note(job, failure, message);
        return after;
    }

    /** Gives a result up. */
    public void lose(JobResult result) {
        tx.jobs()
                .putResult(result.toBuilder()
                        .state(ResultState.LOST)
                        .remoteName(Optional.empty())
                        .build());
    }

    /** How often in a row a job has failed like this: failures of another class do not bring it nearer to its end. */
    public static int failuresOf(FailureClass failure, ProviderJob job) {
        return job.failure().equals(Optional.of(failure)) ? job.failures() : 0;
    }

    /** Ends a row of failures. */
    public static ProviderJobBuilder withoutFailure(ProviderJobBuilder values) {
        return values.failures(0).failure(Optional.empty()).errorMessage(Optional.empty());
    }

    private void note(ProviderJob job, FailureClass failure, String message) {
        tx.jobs().addAttempt(new JobAttempt(job.id(), 0, job.state(), failure, text(message), tx.now(), tx.now(), 1));
    }

    /** A message from outside as databases can store it: without NUL and half surrogate pairs, and not too long. */
    public static String text(String message) {
        String shorter = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
        return shorter.replaceAll("[\\x00\\p{Cs}]", "?");
    }
}
