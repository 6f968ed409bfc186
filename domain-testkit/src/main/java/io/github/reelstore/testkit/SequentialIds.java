package io.github.reelstore.testkit;

import io.github.reelstore.domain.port.rows.IdGenerator;
import java.time.Clock;

/**
 * Predictable ids for tests: UUIDv7 made of the clock's millisecond and a counter. Two generators over clocks that show
 * the same times make the same ids.
 *
 * <pre>{@code
 * IdGenerator ids = new SequentialIds(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
 * ids.next(); // 019b76da-a800-7000-8000-000000000001
 * }</pre>
 */
public final class SequentialIds implements IdGenerator {

    private final Clock clock;
    private long millis;
    private long count;

    /** Creates a generator that counts from 1. If the clock goes back, ids keep the latest millisecond. */
    public SequentialIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized String next() {
        millis = Math.max(millis, clock.millis());
        count++;
        return String.format("%08x-%04x-7000-8000-%012x", millis >>> 16, millis & 0xFFFF, count);
    }
}
