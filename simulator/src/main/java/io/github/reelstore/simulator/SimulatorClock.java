package io.github.reelstore.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The time, which does not jump when the clock of the machine is set. What answers state is wrong by the configured skew; what
 * expires does so by the right time.
 */
final class SimulatorClock {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final long startMillis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();
    private final long skew;

    SimulatorClock(SimulatorConfig config) {
        skew = config.millis(SimulatorSetting.CLOCK_SKEW);
    }

    /** In milliseconds since 1970. */
    long now() {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    /**
     * The time as answers state it, in ISO 8601.
     *
     * @param more what is added to the skew of the clock, in milliseconds
     */
    String stated(long millis, long more) {
        return Instant.ofEpochMilli(millis + skew + more).toString();
    }

    /** The time as headers state it. */
    String httpDate(long millis, long more) {
        return HTTP_DATE.format(Instant.ofEpochMilli(millis + skew + more));
    }
}
