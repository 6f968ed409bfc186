package io.github.reelstore.domain.ledger;

/** What a request does with earlier ones for the same. */
public enum Force {
    /** Answers with the results of an earlier one, or joins it while it runs. */
    REUSE,
    /** Asks for another take on purpose, and pays for it. */
    NEW_TAKE
}
