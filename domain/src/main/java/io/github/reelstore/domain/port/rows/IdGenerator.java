package io.github.reelstore.domain.port.rows;

/** Makes ids for new rows. Safe for use by many threads. */
@FunctionalInterface
public interface IdGenerator {

    /**
     * A new UUIDv7 (RFC 9562, 5.7) in lower case with dashes. Of two that one generator makes, the later is greater as
     * text, also within one millisecond, so that rows made together keep their order.
     */
    String next();
}
