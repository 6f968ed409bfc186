package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.JobId;
import java.time.Instant;

/**
 * A failed step of a job (table {@code provider_job_attempts}). Equal failures in a row are one attempt that counts them.
 *
 * @param jobId the job
 * @param number the position among the attempts of the job, from 1
 * @param state the state that the job was in
 * @param failure what the failure means
 * @param message the failure, for people
 * @param firstAt when it happened first, UTC, with a precision of microseconds
 * @param lastAt when it happened last
 * @param times how often it happened in a row
 */
public record JobAttempt(
        JobId jobId,
        int number,
        JobState state,
        FailureClass failure,
        String message,
        Instant firstAt,
        Instant lastAt,
        long times) {

    /** How many of the first attempts of a job are kept, which say how it began. */
    public static final int FIRST_KEPT = 10;

    /** How many of the last ones are kept besides. Those in between are forgotten: a job may fail with ever new messages. */
    public static final int LAST_KEPT = 90;

    /** Checks the values. */
    public JobAttempt {
        Validate.text("message", message);
        Validate.micros("firstAt", firstAt);
        Validate.micros("lastAt", lastAt);
    }
}
