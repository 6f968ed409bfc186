package io.github.reelstore.domain.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(40);

    private final List<Long> pauses = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1;

    /** Its time passes only while it sleeps. */
    private Backoff backoff(int attempts, Duration timeout) {
        return new Backoff(attempts, timeout.toNanos(), FIRST, LONGEST, this::sleep, () -> now);
    }

    private void sleep(long nanoseconds) {
        pauses.add(nanoseconds);
        now += nanoseconds;
    }

    @Test
    void pausesDoubleUpToTheLongestWithJitter() {
        Backoff backoff = backoff(6, Duration.ofHours(1));
        while (backoff.pause()) {
            assertThat(pauses).hasSizeLessThan(6);
        }
        assertThat(pauses).hasSize(5);
        long[] maximums = {10, 20, 40, 40, 40};
        for (int i = 0; i < maximums.length; i++) {
            long maximum = Duration.ofMillis(maximums[i]).toNanos();
            assertThat(pauses.get(i)).isBetween(maximum / 2, maximum);
        }
    }

    @Test
    void oneAttemptHasNoPause() {
        assertThat(backoff(1, Duration.ofHours(1)).pause()).isFalse();
        assertThat(pauses).isEmpty();
    }

    @Test
    void theLastAttemptIsAtTheEndOfTheTime() {
        long start = now;
        Backoff backoff = backoff(Integer.MAX_VALUE, Duration.ofMillis(100));
        while (backoff.pause()) {
            assertThat(now - start).isLessThanOrEqualTo(Duration.ofMillis(100).toNanos());
        }
        assertThat(now - start).isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void aTimeoutOfZeroAllowsOneAttempt() {
        assertThat(backoff(Integer.MAX_VALUE, Duration.ZERO).pause()).isFalse();
    }

    @Test
    void anInterruptEndsTheAttemptsAndStaysSet() {
        Thread.currentThread().interrupt();
        Backoff backoff = Backoff.attempts(5, Duration.ofDays(1), Duration.ofDays(1));
        assertThat(backoff.pause()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
