package io.github.reelstore.app;

import java.time.Duration;

/**
 * The result of one check of {@link Reelstore#check}.
 *
 * @param check what was checked, in one or two words
 * @param outcome the outcome
 * @param detail what was found; for a failure, one sentence that says what to do. It contains no secret.
 * @param took how long the check took, including the round trip to a server
 */
public record CheckResult(String check, Outcome outcome, String detail, Duration took) {

    /** The outcome of a check. */
    public enum Outcome {
        /** No problem was found. */
        OK,
        /** The store works, but you should look at something. */
        WARNING,
        /** A problem was found; you have to do something about it. */
        FAILED,
        /** Not checked, because an earlier check failed or the store is opened read-only. */
        NOT_CHECKED
    }
}
