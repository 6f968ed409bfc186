package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import java.util.List;

/**
 * What a call that adds many files has done.
 *
 * @param rows the stored rows, in the order in which they were given
 * @param refused what was not stored, in the order in which it was given
 */
public record AddedAll<R>(List<R> rows, List<Refused> refused) {

    public AddedAll {
        rows = List.copyOf(rows);
        refused = List.copyOf(refused);
    }

    /**
     * A file that was refused.
     *
     * @param index its place in the given list, from 0
     * @param reason the exception that a call with this file alone would have thrown
     */
    public record Refused(int index, StorageException reason) {}
}
