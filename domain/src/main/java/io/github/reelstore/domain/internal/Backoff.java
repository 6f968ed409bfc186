package io.github.reelstore.domain.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The pauses between the attempts of one operation: exponential backoff with random jitter, so that callers that
 * collided do not collide again. For one thread.
 *
 * <pre>{@code
 * Backoff backoff = Backoff.attempts(5, Duration.ofMillis(40), Duration.ofMillis(320));
 * while (!succeeds()) {
 *     if (!backoff.pause()) {
 *         throw new TimeoutException();
 *     }
 * }
 * }</pre>
 */
public final class Backoff {

    /** Waits; tests replace it. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanoseconds) throws InterruptedException;
    }

    private final Sleeper sleeper;
    private final LongSupplier nanoTime;
    private final long deadline;
    private final long longest;
    private int attemptsLeft;
    private long next;

    Backoff(int attempts, long timeout, Duration first, Duration longest, Sleeper sleeper, LongSupplier nanoTime) {
        this.sleeper = sleeper;
        this.nanoTime = nanoTime;
        // the sum may overflow; the difference of two such times is right nevertheless
        this.deadline = nanoTime.getAsLong() + timeout;
        this.longest = longest.toNanos();
        this.attemptsLeft = attempts;
        this.next = first.toNanos();
    }

    /**
     * A limited number of attempts.
     *
     * @param attempts how many, including the first
     * @param first the maximum of the first pause; it doubles with each pause
     * @param longest the maximum of every pause
     */
    public static Backoff attempts(int attempts, Duration first, Duration longest) {
        return new Backoff(attempts, Long.MAX_VALUE, first, longest, TimeUnit.NANOSECONDS::sleep, System::nanoTime);
    }

    /**
     * Attempts for a limited time, the last one at its end.
     *
     * @param timeout how long, from now on
     * @param first the maximum of the first pause; it doubles with each pause
     * @param longest the maximum of every pause
     */
    public static Backoff within(Duration timeout, Duration first, Duration longest) {
        return new Backoff(
                Integer.MAX_VALUE, timeout.toNanos(), first, longest, TimeUnit.NANOSECONDS::sleep, System::nanoTime);
    }

    /**
     * Pauses after a failed attempt: between half of the current maximum and all of it.
     *
     * @return whether to try again; false, without a pause, if that was the last attempt, and if the thread is
     *     interrupted, which it stays
     */
    public boolean pause() {
        long timeLeft = deadline - nanoTime.getAsLong();
        attemptsLeft--;
        if (attemptsLeft <= 0 || timeLeft <= 0) {
            return false;
        }
        long maximum = Math.min(next, longest);
        next = 2 * maximum;
        try {
            sleeper.sleep(Math.min(ThreadLocalRandom.current().nextLong(maximum / 2, maximum), timeLeft));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
