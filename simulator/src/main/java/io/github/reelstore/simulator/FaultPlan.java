package io.github.reelstore.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides which faults occur. A probability is drawn from the seed, the fault, the request (its content, not the order of arrival)
 * and the attempt, so that the same requests meet the same faults in each run, however many clients send them.
 */
final class FaultPlan {

    private final SimulatorConfig config;
    private final Span latency;
    private final long extraLatency;
    private final Map<Fault, AtomicLong> occasions = new EnumMap<>(Fault.class);
    private final Map<Fault, AtomicLong> hits = new EnumMap<>(Fault.class);
    private final Map<Fault, AtomicInteger> ordered = new EnumMap<>(Fault.class);

    FaultPlan(SimulatorConfig config) {
        this.config = config;
        latency = config.span(SimulatorSetting.LATENCY);
        extraLatency = config.millis(SimulatorSetting.LATENCY_EXTRA);
        for (Fault fault : Fault.values()) {
            occasions.put(fault, new AtomicLong());
            hits.put(fault, new AtomicLong());
            ordered.put(fault, new AtomicInteger());
        }
    }

    /** The fault occurs on the next occasions, whatever the request is. */
    void order(Fault fault, int times) {
        of(ordered, fault).addAndGet(times);
    }

    /** Whether the fault occurs; if so, it is counted. */
    boolean hits(Fault fault, Occasion occasion) {
        boolean hit =
                occasion.forced().forces(fault, occasion.attempt()) || takeOrder(fault) || isDrawn(fault, occasion);
        if (hit) {
            of(hits, fault).incrementAndGet();
        }
        return hit;
    }

    private boolean takeOrder(Fault fault) {
        AtomicInteger left = of(ordered, fault);
        return left.get() > 0 && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    private boolean isDrawn(Fault fault, Occasion occasion) {
        FaultRate rate = config.rate(fault);
        if (rate.every() > 0) {
            return of(occasions, fault).incrementAndGet() % rate.every() == 0;
        }
        // The name, not the ordinal: a new fault does not change the runs of the others.
        return rate.probability() > 0 && Draw.fraction(bits(fault.name().hashCode(), occasion)) < rate.probability();
    }

    /** Waits for the configured latency, and longer if {@link Fault#LATENCY} occurs. */
    void pause(Occasion occasion) {
        long millis = latency.draw(bits(0, occasion));
        sleep(hits(Fault.LATENCY, occasion) ? millis + extraLatency : millis);
    }

    static void sleep(long millis) {
        if (millis <= 0) {
            return;
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long bits(long purpose, Occasion occasion) {
        return Draw.mix(Draw.mix(Draw.mix(config.seed(), purpose), occasion.subject()), occasion.attempt());
    }

    /** How often each fault occurred, by its id; those that never did are left out. */
    Map<String, Object> counts() {
        Map<String, Object> counts = MiniJson.object();
        hits.forEach((fault, count) -> {
            if (count.get() > 0) {
                counts.put(fault.id(), count.get());
            }
        });
        return counts;
    }

    /** The map has each fault. */
    private static <T> T of(Map<Fault, T> map, Fault fault) {
        T value = map.get(fault);
        if (value == null) {
            throw new IllegalStateException(fault.id());
        }
        return value;
    }
}
