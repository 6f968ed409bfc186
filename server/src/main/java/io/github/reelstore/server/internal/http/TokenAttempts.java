package io.github.reelstore.server.internal.http;

import io.github.reelstore.domain.media.ContentHash;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Bounds how many tokens a client can try in a minute. The table of counts has a fixed size: clients with the same slot share a
 * count, and which ones these are is secret.
 */
final class TokenAttempts {

    /** How many wrong tokens a client may send in a minute. */
    static final int MOST = 10;

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int SLOTS = 4_096;
    private static final int COUNT_BITS = 4;
    private static final int SALT_BYTES = 16;

    /** Of an IPv6 address. A client has all addresses of its network. */
    private static final int NETWORK_BYTES = 8;

    /** Each slot has the minute of its last wrong token, followed by {@value #COUNT_BITS} bits with the count in that minute. */
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    private final byte[] salt = new byte[SALT_BYTES];
    private final LongSupplier nanos;
    private final long begin;

    /**
     * @param nanos the time in nanoseconds, since any instant
     */
    TokenAttempts(LongSupplier nanos) {
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        new SecureRandom().nextBytes(salt);
    }

    /**
     * Refuses a client that has sent too many wrong tokens, before its next one is compared.
     *
     * @throws HttpProblem until the minute is over
     */
    void requireFew(SocketAddress client) {
        long age = nanos.getAsLong() - begin;
        long minute = age / MINUTE_NANOS;
        if (slots.get(slot(client)) == (minute << COUNT_BITS) + MOST) {
            long seconds = Duration.ofNanos(MINUTE_NANOS - age % MINUTE_NANOS).toSeconds() + 1;
            throw new HttpProblem(
                            ProblemType.TOO_MANY_ATTEMPTS,
                            "Your address has sent too many wrong tokens; try again in " + seconds + " seconds.")
                    .with("Retry-After", String.valueOf(seconds));
        }
    }

    /** Counts a wrong token. */
    void failed(SocketAddress client) {
        long none = ((nanos.getAsLong() - begin) / MINUTE_NANOS) << COUNT_BITS;
        slots.updateAndGet(slot(client), slot -> Math.min(Math.max(slot, none) + 1, none + MOST));
    }

    private int slot(SocketAddress client) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(salt);
        return Math.floorMod(ByteBuffer.wrap(digest.digest(network(client))).getInt(), SLOTS);
    }

    private static byte[] network(SocketAddress client) {
        if (!(client instanceof InetSocketAddress internet)) {
            return new byte[0];
        }
        byte[] address = internet.isUnresolved()
                ? internet.getHostString().getBytes(StandardCharsets.UTF_8)
                : internet.getAddress().getAddress();
        return internet.isUnresolved() || address.length <= NETWORK_BYTES
                ? address
                : Arrays.copyOf(address, NETWORK_BYTES);
    }
}
