package io.github.reelstore.exec;

import io.github.reelstore.domain.error.StorageException;
import java.time.Duration;
import java.util.List;

/**
 * How long Reelstore waits for a program.
 *
 * @param start until it has printed its first line
 * @param submit until it has accepted or refused a request; long enough for a service that answers with the result itself,
 *     since a request whose time is over may have been accepted
 * @param poll until it says how far an operation is
 * @param download until it has written a result to a file
 * @param find until it has found a request
 * @param cancel until it has cancelled an operation
 * @param stop until it has ended after its standard input was closed; then it is killed
 */
public record TimeLimits(
        Duration start,
        Duration submit,
        Duration poll,
        Duration download,
        Duration find,
        Duration cancel,
        Duration stop) {

    /** The limits that apply without configuration. */
    public static final TimeLimits DEFAULT = new TimeLimits(
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(5));

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a limit is not positive
     */
    public TimeLimits {
        for (Duration limit : List.of(start, submit, poll, download, find, cancel, stop)) {
            if (limit.isZero() || limit.isNegative()) {
                throw new StorageException.InvalidInput("limit", "A time limit must be positive: " + limit + ".");
            }
        }
    }
}
