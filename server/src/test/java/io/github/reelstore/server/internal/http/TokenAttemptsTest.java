package io.github.reelstore.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenAttemptsTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final TokenAttempts attempts = new TokenAttempts(nanos::get);

    private static SocketAddress client(String address) {
        return new InetSocketAddress(address, 40_000);
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(client(address));
        }
    }

    private boolean isRefused(SocketAddress client) {
        try {
            attempts.requireFew(client);
            return false;
        } catch (HttpProblem e) {
            return true;
        }
    }

    @Test
    void anAddressIsRefusedUntilTheMinuteIsOver() {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(70));
        fail("192.0.2.1", TokenAttempts.MOST - 1);
        assertThat(isRefused(client("192.0.2.1"))).isFalse();
        fail("192.0.2.1", 5);
        assertThatExceptionOfType(HttpProblem.class)
                .isThrownBy(() -> attempts.requireFew(client("192.0.2.1")))
                .withMessageContaining("51 seconds")
                .satisfies(problem -> assertThat(problem.answer().headers()).containsEntry("Retry-After", "51"));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(50) - 1);
        assertThat(isRefused(client("192.0.2.1"))).isTrue();
        nanos.addAndGet(1);
        assertThat(isRefused(client("192.0.2.1"))).isFalse();
        fail("192.0.2.1", TokenAttempts.MOST - 1);
        assertThat(isRefused(client("192.0.2.1"))).isFalse();
    }

    /** Few addresses share a count by chance. */
    @Test
    void otherAddressesAreNotRefused() {
        fail("192.0.2.1", TokenAttempts.MOST);
        assertThat(IntStream.range(0, 200).filter(i -> isRefused(client("198.51.100." + i))))
                .hasSizeLessThan(5);
    }

    @Test
    void theAddressesOfAnIpv6NetworkShareACount() {
        IntStream.range(0, TokenAttempts.MOST).forEach(i -> fail("2001:db8:0:1::" + i, 1));
        assertThat(isRefused(client("2001:db8:0:1:ffff::1"))).isTrue();
    }

    @Test
    void addressesThatAreNotResolvedAreCountedToo() {
        SocketAddress client = InetSocketAddress.createUnresolved("203.0.113.7", 1);
        IntStream.range(0, TokenAttempts.MOST).forEach(i -> attempts.failed(client));
        assertThat(isRefused(client)).isTrue();
    }
}
