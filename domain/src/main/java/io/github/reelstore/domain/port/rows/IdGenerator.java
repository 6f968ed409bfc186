package io.github.reelstore.domain.port.rows;

/** Generates ids for new rows. Thread-safe. */
@FunctionalInterface
public interface IdGenerator {

    /**
     * Generates a UUIDv7 (RFC 9562, 5.7) in lower case with dashes. The ids of one generator are strictly increasing as
     * text, even within one millisecond, so rows that are created together keep their order.
     */
    String next();
}
