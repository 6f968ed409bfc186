package io.github.reelstore.domain.service;

import io.github.reelstore.domain.port.rows.Tx;

/**
 * More work in the transaction that writes a new row, after the row and before its file: both are committed, or neither. If it
 * throws, neither row nor file is stored. It may run more than once, since the transaction may be retried.
 *
 * @param <R> the record type of the row
 */
@FunctionalInterface
public interface Alongside<R> {

    /** Runs the work. */
    void run(Tx tx, R row);
}
