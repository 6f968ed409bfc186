package io.github.reelstore.domain.ledger.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CredentialGateTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final CredentialGate gate = new CredentialGate(60, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void requestsAreSpreadEvenly() {
        assertThat(gate.take()).isLessThanOrEqualTo(0);
        assertThat(gate.take()).isEqualTo(Duration.ofSeconds(1).toNanos());
        pass(Duration.ofMillis(999));
        assertThat(gate.take()).isEqualTo(Duration.ofMillis(1).toNanos());
        pass(Duration.ofMillis(1));
        assertThat(gate.take()).isLessThanOrEqualTo(0);
    }

    @Test
    void noBurstFollowsAQuietHour() {
        assertThat(gate.take()).isLessThanOrEqualTo(0);
        pass(Duration.ofHours(1));
        assertThat(gate.take()).isLessThanOrEqualTo(0);
        assertThat(gate.take()).isPositive();
    }

    @Test
    void bookedRequestsFollowOneAnother() {
        assertThat(gate.book()).isZero();
        assertThat(gate.book()).isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(gate.book()).isEqualTo(Duration.ofSeconds(2).toNanos());
        pass(Duration.ofMillis(2_500));
        assertThat(gate.book()).isEqualTo(Duration.ofMillis(500).toNanos());
        pass(Duration.ofHours(1));
        assertThat(gate.book()).isZero();
        assertThat(gate.book()).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void whatWasNotSentDoesNotCount() {
        assertThat(gate.take()).isLessThanOrEqualTo(0);
        gate.giveBack();
        assertThat(gate.take()).isLessThanOrEqualTo(0);
        assertThat(gate.take()).isPositive();
    }

    @Test
    void nothingIsSentDuringAPauseAndAShorterOneDoesNotEndIt() {
        gate.pause(Duration.ofSeconds(30));
        gate.pause(Duration.ofSeconds(5));
        assertThat(gate.take()).isEqualTo(Duration.ofSeconds(30).toNanos());
        assertThat(gate.pause()).isEqualTo(Duration.ofSeconds(30).toNanos());
        pass(Duration.ofSeconds(30));
        assertThat(gate.take()).isLessThanOrEqualTo(0);
    }
}
