package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import java.time.Instant;
import java.util.Optional;

/**
 * A range of creation times.
 *
 * @param from the start, inclusive, UTC; empty if the range has no start
 * @param until the end, exclusive, UTC; empty if the range has no end
 */
public record TimeRange(Optional<Instant> from, Optional<Instant> until) {

    /** Any time. */
    public static final TimeRange ALWAYS = new TimeRange(Optional.empty(), Optional.empty());

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if {@code until} is before {@code from}, or an instant is not valid for
     *     rows: finer than a microsecond, or not in the years 1 to 9999
     */
    public TimeRange {
        Validate.micros("from", from);
        Validate.micros("until", until);
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw new StorageException.InvalidInput(
                    "time range", "The range ends (" + until.get() + ") before it begins (" + from.get() + ").");
        }
    }
}
