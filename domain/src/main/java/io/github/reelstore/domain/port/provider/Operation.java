package io.github.reelstore.domain.port.provider;

import java.util.Optional;

/**
 * An operation of a provider.
 *
 * @param name the provider's name of it, not blank
 * @param endpoint where it is polled, if it is not where the request was sent
 */
public record Operation(String name, Optional<String> endpoint) {

    /** An operation that is polled where the request was sent. */
    public Operation(String name) {
        this(name, Optional.empty());
    }
}
