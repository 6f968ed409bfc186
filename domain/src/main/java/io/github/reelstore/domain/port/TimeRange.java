package io.github.reelstore.domain.port;

import io.github.reelstore.domain.error.StorageException;
import java.time.Instant;
import java.util.Optional;

/**
 * When rows were made.
 *
 * @param from not before this, UTC
 * @param until before this, UTC
 */
public record TimeRange(Optional<Instant> from, Optional<Instant> until) {

    /** Any time. */
    public static final TimeRange ALWAYS = new TimeRange(Optional.empty(), Optional.empty());

    /**
     * Checks the order.
     *
     * @throws StorageException.InvalidInput if {@code until} is before {@code from}
     */
    public TimeRange {
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw new StorageException.InvalidInput(
                    "time range", "The range ends (" + until.get() + ") before it begins (" + from.get() + ").");
        }
    }
}
