package io.github.reelstore.app;

import java.time.Duration;

/**
 * What one check of {@link Reelstore#check} came to.
 *
 * @param check what was checked, in a word or two
 * @param outcome what it came to
 * @param detail what was found; for a failure one sentence that says what to do. It holds no secret.
 * @param took how long it took, the way to a server and back included
 */
public record CheckResult(String check, Outcome outcome, String detail, Duration took) {

    /** What a check came to. */
    public enum Outcome {
        /** All well. */
        OK,
        /** Something has to be done. */
        FAILED,
        /** It could not be checked, since what comes before it failed. */
        NOT_CHECKED
    }
}
