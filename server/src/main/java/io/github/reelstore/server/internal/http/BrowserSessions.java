package io.github.reelstore.server.internal.http;

import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ProfileId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The browsers that have logged in. A cookie holds a random id and not the token, and is worth nothing after the server has
 * stopped. Only the digests of the ids are kept.
 */
final class BrowserSessions {

    private static final int MOST_SESSIONS = 1_000;
    static final Duration LIFETIME = Duration.ofDays(7);
    private static final Pattern PORT = Pattern.compile(":([0-9]+)$");

    private final AtomicReference<List<Session>> sessions = new AtomicReference<>(List.of());

    private final LongSupplier nanos;

    /**
     * @param nanos the clock, in nanoseconds
     */
    BrowserSessions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * A browser that has logged in.
     *
     * @param digest the digest of its id; equal sessions have the same array
     * @param profile its profile
     * @param begin when it logged in, in nanoseconds
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Session(byte[] digest, ProfileId profile, long begin) {

        private boolean hasDigest(byte[] other) {
            return MessageDigest.isEqual(digest, other);
        }
    }

    /**
     * Begins a session; the oldest one ends if there are too many.
     *
     * @return the cookie to set
     */
    String open(ProfileId profile, Optional<String> host) {
        String id = AccessTokens.generate();
        Session session = new Session(digest(id), profile, nanos.getAsLong());
        sessions.updateAndGet(before -> Stream.concat(
                        before.stream()
                                .filter(one -> !isOver(one))
                                .skip(Math.max(0, before.size() - MOST_SESSIONS + 1)),
                        Stream.of(session))
                .toList());
        return cookie(host, id);
    }

    private boolean isOver(Session session) {
        return nanos.getAsLong() - session.begin() > LIFETIME.toNanos();
    }

    /** Whether a session has neither been closed nor expired. */
    boolean isOpen(Session session) {
        return Objects.requireNonNull(sessions.get()).contains(session) && !isOver(session);
    }

    /** Finds a session in a time that does not depend on the id. */
    Optional<Session> find(Optional<String> cookies, Optional<String> host) {
        Optional<String> id = id(cookies, host);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        byte[] digest = digest(id.get());
        Optional<Session> found = Optional.empty();
        for (Session session : Objects.requireNonNull(sessions.get())) {
            if (session.hasDigest(digest) && !isOver(session)) {
                found = Optional.of(session);
            }
        }
        return found;
    }

    /**
     * Ends a session.
     *
     * @return the cookie to set, which removes the old one
     */
    String close(Optional<String> cookies, Optional<String> host) {
        id(cookies, host)
                .map(BrowserSessions::digest)
                .ifPresent(digest -> sessions.updateAndGet(before -> before.stream()
                        .filter(session -> !session.hasDigest(digest))
                        .toList()));
        return cookie(host, "") + "; Max-Age=0";
    }

    private static String cookie(Optional<String> host, String value) {
        return name(host) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict";
    }

    /** Browsers send cookies to all ports of a host, so servers on one machine need different names. */
    private static String name(Optional<String> host) {
        Matcher port = PORT.matcher(host.orElse(""));
        return "reelstore-session" + (port.find() ? "-" + port.group(1) : "");
    }

    private static Optional<String> id(Optional<String> cookies, Optional<String> host) {
        String prefix = name(host) + "=";
        for (String cookie : cookies.orElse("").split(";", -1)) {
            String stripped = cookie.strip();
            if (stripped.startsWith(prefix) && stripped.length() > prefix.length()) {
                return Optional.of(stripped.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }

    private static byte[] digest(String id) {
        return ContentHash.newDigest().digest(id.getBytes(StandardCharsets.UTF_8));
    }
}
