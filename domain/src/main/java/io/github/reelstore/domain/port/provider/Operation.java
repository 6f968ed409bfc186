package io.github.reelstore.domain.port.provider;

import io.github.reelstore.domain.internal.Validate;
import java.util.Optional;

/**
 * An operation of a provider.
 *
 * @param name the provider's name of it, not blank
 * @param endpoint where it is polled, if it is not where the request was sent
 */
public record Operation(String name, Optional<String> endpoint) {

    /**
     * Checks the values.
     *
     * @throws io.github.reelstore.domain.error.StorageException.InvalidInput if the name is blank, or if one contains what no database
     *     can keep, such as NUL
     */
    public Operation {
        Validate.notBlank("name", name);
        Validate.text("name", name);
        Validate.text("endpoint", endpoint);
    }

    /** An operation that is polled where the request was sent. */
    public Operation(String name) {
        this(name, Optional.empty());
    }
}
