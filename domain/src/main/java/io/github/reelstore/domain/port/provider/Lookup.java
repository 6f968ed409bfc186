package io.github.reelstore.domain.port.provider;

/** What became of a request whose answer was lost. */
public sealed interface Lookup {

    /**
     * It was accepted.
     *
     * @param operation its operation
     */
    record Found(Operation operation) implements Lookup {}

    /** It was certainly not accepted and cannot be any more, so that it may be sent again. */
    record NotAccepted() implements Lookup {}

    /** Nothing is certain. */
    record Unknown() implements Lookup {}
}
