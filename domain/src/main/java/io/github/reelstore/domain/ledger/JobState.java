package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.EnumNames;
import java.util.EnumSet;
import java.util.Set;

/**
 * The state of a job. {@link #next} is the only table of allowed transitions.
 *
 * <pre>
 * planned ──> submitting ──> submitted ──> downloading ──> succeeded
 *    ^             │              │              │
 *    └─────────────┤              ├──> filtered  └──> failed
 *                  ├──> outcome_unknown ──> submitted, planned, failed
 *                  └──> failed, filtered
 * </pre>
 */
public enum JobState {
    /** Admitted with its price; nothing was sent. */
    PLANNED("planned"),
    /** Committed before the request leaves: from here on, the provider may have received it. */
    SUBMITTING("submitting"),
    /** The provider has accepted it, and its operation is known. */
    SUBMITTED("submitted"),
    /** The provider has finished it; its results are being stored. */
    DOWNLOADING("downloading"),
    /** The results are stored. */
    SUCCEEDED("succeeded"),
    /** The provider has finished it without a result, such as for safety. Not charged, and not an error. */
    FILTERED("filtered"),
    /** It was refused or failed, or its results were lost. */
    FAILED("failed"),
    /** It was cancelled. */
    CANCELLED("cancelled"),
    /**
     * The answer to the request never came, so that the provider may have accepted it. It is never sent again by itself: a
     * client finds the operation, or a person decides.
     */
    OUTCOME_UNKNOWN("outcome_unknown");

    private static final Set<JobState> ACTIVE =
            EnumSet.of(PLANNED, SUBMITTING, SUBMITTED, DOWNLOADING, OUTCOME_UNKNOWN);

    private final String value;

    JobState(String value) {
        this.value = value;
    }

    /** The states that may follow this one. */
    public Set<JobState> next() {
        return switch (this) {
            case PLANNED -> EnumSet.of(SUBMITTING, FAILED, CANCELLED);
            case SUBMITTING -> EnumSet.of(PLANNED, SUBMITTED, FILTERED, FAILED, OUTCOME_UNKNOWN);
            case OUTCOME_UNKNOWN -> EnumSet.of(PLANNED, SUBMITTED, FAILED);
            case SUBMITTED -> EnumSet.of(DOWNLOADING, FILTERED, FAILED, CANCELLED);
            case DOWNLOADING -> EnumSet.of(SUCCEEDED, FAILED);
            case SUCCEEDED, FILTERED, FAILED, CANCELLED -> EnumSet.noneOf(JobState.class);
        };
    }

    /** Whether the job is not finished: its request is joined instead of being sent a second time. */
    public boolean isActive() {
        return ACTIVE.contains(this);
    }

    /** The states of jobs that are not finished. */
    public static Set<JobState> active() {
        return EnumSet.copyOf(ACTIVE);
    }

    /** The name in the database, in JSON and on the command line. */
    public String value() {
        return value;
    }

    /**
     * Parses the result of {@link #value}.
     *
     * @throws StorageException.InvalidInput if there is no state of that name
     */
    public static JobState of(String value) {
        return EnumNames.parse(values(), JobState::value, value, "state", "A job is");
    }

    @Override
    public String toString() {
        return value;
    }
}
