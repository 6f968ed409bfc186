package io.github.reelstore.cli.command;

import io.github.reelstore.domain.ledger.JobState;
import java.util.Map;

/**
 * How many jobs of the profile are in each of the states that are not final.
 *
 * @param planned not sent yet
 * @param generating sent, or being sent
 * @param downloading generated, but not stored yet
 * @param unknown whose outcome is unknown
 */
record JobCounts(long planned, long generating, long downloading, long unknown) {

    static JobCounts of(Map<JobState, Long> active) {
        return new JobCounts(
                count(active, JobState.PLANNED),
                count(active, JobState.SUBMITTING) + count(active, JobState.SUBMITTED),
                count(active, JobState.DOWNLOADING),
                count(active, JobState.OUTCOME_UNKNOWN));
    }

    private static long count(Map<JobState, Long> active, JobState state) {
        return active.getOrDefault(state, 0L);
    }

    /** Whether no worker can go on with a job: a person decides about those whose outcome is unknown. */
    boolean isIdle() {
        return planned == 0 && generating == 0 && downloading == 0;
    }

    @Override
    public String toString() {
        return planned + " planned, " + generating + " generating, " + downloading + " downloading, " + unknown
                + " unknown";
    }
}
