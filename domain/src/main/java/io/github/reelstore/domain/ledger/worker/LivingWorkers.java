package io.github.reelstore.domain.ledger.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells dead workers from living ones by their counters: a worker is dead if its counter has not changed for a while, as this process
 * has seen it. No time is compared between processes, so clocks that are wrong or jump have no effect. For one thread.
 */
final class LivingWorkers {

    private final String own;
    private final long patience;
    private final LongSupplier nanoTime;
    private final Map<String, Sign> signs = new HashMap<>();
    private long lastLook;

    private record Sign(long counter, long quiet) {}

    /**
     * @param own the worker of this process, which is never dead
     * @param patience after how long without a change a worker counts as dead
     */
    LivingWorkers(String own, Duration patience, LongSupplier nanoTime) {
        this.own = own;
        this.patience = patience.toNanos();
        this.nanoTime = nanoTime;
        this.lastLook = nanoTime.getAsLong();
    }

    /** Notes the counters of all workers, and returns the dead ones. */
    Set<String> dead(Map<String, Long> counters) {
        long now = nanoTime.getAsLong();
        // if this process was frozen, or the database away, the others could not give signs of life either
        long passed = Math.min(now - lastLook, patience / 4);
        lastLook = now;
        signs.keySet().retainAll(counters.keySet());
        Set<String> dead = new HashSet<>();
        counters.forEach((worker, counter) -> {
            Sign last = signs.get(worker);
            long quiet = last != null && last.counter() == counter ? last.quiet() + passed : 0;
            Sign sign = new Sign(counter, quiet);
            signs.put(worker, sign);
            if (!worker.equals(own) && sign.quiet() >= patience) {
                dead.add(worker);
            }
        });
        return dead;
    }
}
