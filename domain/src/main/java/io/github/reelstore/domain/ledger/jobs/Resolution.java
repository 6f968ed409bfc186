package io.github.reelstore.domain.ledger.jobs;

import io.github.reelstore.domain.port.provider.Operation;

/** What a person has found out about a job whose outcome is unknown, or decides about one that goes on for ever. */
public sealed interface Resolution {

    /**
     * The provider has accepted it.
     *
     * @param operation its operation, which is polled from now on
     */
    record Accepted(Operation operation) implements Resolution {}

    /** The provider has not accepted it: it is sent again. */
    record SendAgain() implements Resolution {}

    /** The provider has not accepted it, and it is not wanted any more: it failed, and costs nothing. */
    record GiveUp() implements Resolution {}

    /**
     * The provider has charged it, but the results that are not stored cannot be had: it failed, or has succeeded if others are stored, and costs
     * its price.
     */
    record Lost() implements Resolution {}
}
