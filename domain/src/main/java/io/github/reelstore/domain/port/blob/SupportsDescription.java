package io.github.reelstore.domain.port.blob;

/** A backend that can say what it is: an extra power beside its port. */
public interface SupportsDescription {

    /**
     * Product and version in a few words, such as {@code PostgreSQL 18.1, schema reelstore}, as seen when it was opened; never a
     * secret.
     */
    String description();
}
