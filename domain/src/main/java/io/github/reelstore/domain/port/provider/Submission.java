package io.github.reelstore.domain.port.provider;

import java.util.Optional;

/**
 * A request that the provider has accepted.
 *
 * @param operation the operation, by which any process can poll
 * @param finished its end, if the answer has it already, as with synchronous speech
 */
public record Submission(Operation operation, Optional<Progress> finished) {

    /** An operation that is to be polled. */
    public Submission(Operation operation) {
        this(operation, Optional.empty());
    }
}
