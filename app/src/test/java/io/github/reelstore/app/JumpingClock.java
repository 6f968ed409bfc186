package io.github.reelstore.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/** A clock that jumps forward and back by minutes every few seconds, as if it was set wrongly and right again. */
final class JumpingClock extends Clock {

    private static final Duration BETWEEN_JUMPS = Duration.ofSeconds(2);

    /** Few, so that what one process has planned for a wrong time is due before long, in one process or another. */
    private static final int[] MINUTES = {-15, -2, 0, 2, 15};

    private final long seed;
    private final Clock right = Clock.systemUTC();

    /** @param seed decides when it is how wrong */
    JumpingClock(long seed) {
        this.seed = seed;
    }

    @Override
    public Instant instant() {
        Instant now = right.instant();
        long period = now.toEpochMilli() / BETWEEN_JUMPS.toMillis();
        int wrong = MINUTES[new SplittableRandom(31 * seed + period).nextInt(MINUTES.length)];
        return now.plus(Duration.ofMinutes(wrong));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("all times are UTC");
    }
}
