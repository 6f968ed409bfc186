package io.github.reelstore.server.internal.http;

import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ProfileId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The browsers that have logged in. A cookie holds a random id and not the token, and is worth nothing after the server has
 * stopped. Only the digests of the ids are kept.
 */
final class BrowserSessions {

    private static final int MOST_SESSIONS = 1_000;
    private static final long LIFETIME_NANOS = Duration.ofDays(7).toNanos();
    private static final Pattern PORT = Pattern.compile(":([0-9]+)$");

    private final Deque<Session> sessions = new ArrayDeque<>();

    // the digest is never compared by equals
    @SuppressWarnings("ArrayRecordComponent")
    private record Session(byte[] digest, ProfileId profile, long begin) {}

    /**
     * Begins a session; the oldest one ends if there are too many.
     *
     * @return the cookie to set
     */
    synchronized String open(ProfileId profile, Optional<String> host) {
        String id = AccessTokens.generate();
        if (sessions.size() == MOST_SESSIONS) {
            sessions.removeFirst();
        }
        sessions.addLast(new Session(digest(id), profile, System.nanoTime()));
        return cookie(host, id);
    }

    /** Finds the profile of a session in a time that does not depend on the id. */
    synchronized Optional<ProfileId> find(Optional<String> cookies, Optional<String> host) {
        Optional<String> id = id(cookies, host);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        sessions.removeIf(session -> System.nanoTime() - session.begin() > LIFETIME_NANOS);
        byte[] digest = digest(id.get());
        Optional<ProfileId> found = Optional.empty();
        for (Session session : sessions) {
            if (MessageDigest.isEqual(session.digest(), digest)) {
                found = Optional.of(session.profile());
            }
        }
        return found;
    }

    /**
     * Ends a session.
     *
     * @return the cookie to set, which removes the old one
     */
    synchronized String close(Optional<String> cookies, Optional<String> host) {
        id(cookies, host)
                .map(BrowserSessions::digest)
                .ifPresent(digest -> sessions.removeIf(session -> MessageDigest.isEqual(session.digest(), digest)));
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
