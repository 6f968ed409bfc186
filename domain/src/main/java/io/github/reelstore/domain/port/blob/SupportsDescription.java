package io.github.reelstore.domain.port.blob;

/** Optional capability of a backend: describes its product and version. */
public interface SupportsDescription {

    /**
     * Product and version in a few words, such as {@code PostgreSQL 18.1, schema reelstore}, as of the opening. It
     * contains no secrets.
     */
    String description();
}
