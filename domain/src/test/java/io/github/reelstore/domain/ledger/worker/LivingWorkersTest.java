package io.github.reelstore.domain.ledger.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LivingWorkersTest {

    private final AtomicLong now = new AtomicLong();
    private final LivingWorkers workers = new LivingWorkers("own", Duration.ofSeconds(10), now::get);

    /** Looks every second, as a worker gives signs of life. */
    private Set<String> deadAfter(int seconds, Map<String, Long> counters) {
        Set<String> dead = Set.of();
        for (int i = 0; i < seconds; i++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            dead = workers.dead(counters);
        }
        return dead;
    }

    @Test
    void aWorkerWhoseCounterStandsStillIsDead() {
        Map<String, Long> counters = Map.of("own", 1L, "other", 7L);
        assertThat(workers.dead(counters)).isEmpty();
        assertThat(deadAfter(9, counters)).isEmpty();
        assertThat(deadAfter(1, counters)).as("itself is never dead").containsExactly("other");
    }

    @Test
    void anyChangeIsASignOfLife() {
        workers.dead(Map.of("other", 7L));
        assertThat(deadAfter(9, Map.of("other", 7L))).isEmpty();
        assertThat(deadAfter(10, Map.of("other", 3L))).isEmpty();
        assertThat(deadAfter(1, Map.of("other", 3L))).containsExactly("other");
        assertThat(deadAfter(1, Map.of("other", 4L))).as("it was only frozen").isEmpty();
    }

    @Test
    void aWorkerThatComesBackUnderItsNameIsObservedAnew() {
        workers.dead(Map.of("other", 7L));
        deadAfter(9, Map.of("other", 7L));
        deadAfter(1, Map.of());
        assertThat(deadAfter(9, Map.of("other", 7L))).isEmpty();
    }

    @Test
    void aLongGapIsNoSilenceOfOthers() {
        workers.dead(Map.of("other", 7L));
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(workers.dead(Map.of("other", 7L)))
                .as("this process was frozen, or the database away")
                .isEmpty();
        assertThat(deadAfter(7, Map.of("other", 7L))).isEmpty();
        assertThat(deadAfter(1, Map.of("other", 7L))).containsExactly("other");
    }
}
