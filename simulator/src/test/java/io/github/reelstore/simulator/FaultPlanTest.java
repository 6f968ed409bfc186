package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static long hits(FaultPlan plan, Fault fault, int occasions) {
        return LongStream.range(0, occasions)
                .filter(subject -> plan.hits(fault, new Occasion(ForcedFaults.NONE, subject, 0)))
                .count();
    }

    @Test
    void aFaultOccursAsOftenAsItsProbabilitySays() {
        FaultPlan plan = new FaultPlan(SimulatorConfig.defaults()
                .with("fault.filtered", "0.1")
                .with("fault.rate-limit", "1")
                .with("fault.half-answer", "0"));
        assertThat(hits(plan, Fault.FILTERED, 10_000)).isBetween(900L, 1_100L);
        assertThat(hits(plan, Fault.RATE_LIMIT, 100)).isEqualTo(100);
        assertThat(hits(plan, Fault.HALF_ANSWER, 100)).isZero();
        assertThat(hits(plan, Fault.SERVER_ERROR, 100)).isZero();
        assertThat(plan.counts()).containsKeys("filtered", "rate-limit").doesNotContainKey("half-answer");
    }

    @Test
    void anotherAttemptIsDrawnAgain() {
        FaultPlan plan = new FaultPlan(SimulatorConfig.defaults().with("fault.rate-limit", "0.5"));
        assertThat(IntStream.range(0, 1_000)
                        .filter(attempt -> plan.hits(Fault.RATE_LIMIT, new Occasion(ForcedFaults.NONE, 7, attempt)))
                        .count())
                .isBetween(400L, 600L);
    }

    @Test
    void aFaultOccursOnEachNthOccasion() {
        FaultPlan plan = new FaultPlan(SimulatorConfig.defaults().with("fault.filtered", "every:3"));
        assertThat(IntStream.range(0, 9)
                        .mapToObj(i -> plan.hits(Fault.FILTERED, new Occasion(ForcedFaults.NONE, 0, 0))))
                .containsExactly(false, false, true, false, false, true, false, false, true);
    }

    @Test
    void anOrderedFaultOccursOnTheNextOccasions() {
        FaultPlan plan = new FaultPlan(SimulatorConfig.defaults());
        plan.order(Fault.FILTERED, 2);
        assertThat(hits(plan, Fault.RATE_LIMIT, 5)).isZero();
        assertThat(hits(plan, Fault.FILTERED, 5)).isEqualTo(2);
    }

    @Test
    void markersAreReadFromText() {
        ForcedFaults forced =
                ForcedFaults.ofMarkers("A [fault:filtered] cat [fault:rate-limit*2][fault:unavailable*] [fault");
        assertThat(forced.forces(Fault.FILTERED, 0)).isTrue();
        assertThat(forced.forces(Fault.FILTERED, 1)).isFalse();
        assertThat(forced.forces(Fault.RATE_LIMIT, 1)).isTrue();
        assertThat(forced.forces(Fault.RATE_LIMIT, 2)).isFalse();
        assertThat(forced.forces(Fault.UNAVAILABLE, 1_000)).isTrue();
        assertThat(forced.forces(Fault.SERVER_ERROR, 0)).isFalse();
    }
}
