package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.error.StorageException;
import java.time.Duration;

/**
 * How a worker works.
 *
 * @param threads how many polls of one provider run at the same time, at least 1
 * @param downloads how many results of one provider are downloaded at the same time, at least 1
 * @param look how long it waits before it looks for planned jobs again
 * @param poll how long it waits at most before it polls an operation again, if the provider does not say it: the first pause is a
 *     tenth of it, each further one twice as long as the one before
 * @param retry how long it waits after the first failure of a step; twice as long after each further one, up to sixty times
 * @param beat how long it waits between two signs of life
 * @param dead after how long without a sign of life another worker counts as dead; its jobs are taken over then. Only the clock of
 *     this process that cannot be set counts, so that a wrong date has no effect
 * @param doubt how long a provider must go on to say that it has not accepted a request whose answer was lost, before it is sent again: the
 *     first one may still be on its way, in a program that has died or hangs. After an hour it is sent again at once, by any worker
 */
public record WorkerOptions(
        int threads,
        int downloads,
        Duration look,
        Duration poll,
        Duration retry,
        Duration beat,
        Duration dead,
        Duration doubt) {

    /** What {@link #poll} is divided by for the first pause. */
    static final int SHORTER_AT_FIRST = 10;

    /** Takes over the jobs of a dead worker within 15 seconds. */
    public static final WorkerOptions DEFAULT = new WorkerOptions(
            8,
            4,
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10));

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a number is less than 1, a duration is not positive (the doubt may be zero), or a worker would
     *     count as dead between two of its signs of life
     */
    public WorkerOptions {
        if (threads < 1 || downloads < 1) {
            throw new StorageException.InvalidInput("threads", "A worker needs at least one thread and one download.");
        }
        if (look.toMillis() < 1 || poll.toMillis() < 1 || retry.toMillis() < 1 || beat.toMillis() < 1) {
            throw new StorageException.InvalidInput("poll", "The pauses of a worker must be at least a millisecond.");
        }
        if (doubt.isNegative()) {
            throw new StorageException.InvalidInput("doubt", "The doubt of a worker must not be negative.");
        }
        if (dead.compareTo(beat.multipliedBy(2)) <= 0) {
            throw new StorageException.InvalidInput(
                    "dead", "A worker must not count as dead within two of its signs of life.");
        }
    }

    /** A copy that polls after another pause at most. */
    public WorkerOptions withPoll(Duration pause) {
        return new WorkerOptions(threads, downloads, look, pause, retry, beat, dead, doubt);
    }

    /** A copy that looks for planned jobs after another pause. */
    public WorkerOptions withLook(Duration pause) {
        return new WorkerOptions(threads, downloads, pause, poll, retry, beat, dead, doubt);
    }
}
