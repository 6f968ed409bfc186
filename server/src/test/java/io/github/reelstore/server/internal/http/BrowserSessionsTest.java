package io.github.reelstore.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ProfileId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrowserSessionsTest {

    private static final Optional<String> HOST = Optional.of("localhost:8080");

    private final AtomicLong now = new AtomicLong(-5);
    private final BrowserSessions sessions = new BrowserSessions(now::get);

    private String open() {
        return sessions.open(new ProfileId("alice"), HOST).split(";", 2)[0];
    }

    private BrowserSessions.Session session(String cookie) {
        return sessions.find(Optional.of(cookie), HOST).orElseThrow();
    }

    @Test
    void aSessionIsOpenUntilItExpires() {
        BrowserSessions.Session session = session(open());
        now.addAndGet(BrowserSessions.LIFETIME.toNanos());
        assertThat(sessions.isOpen(session)).isTrue();
        now.incrementAndGet();
        assertThat(sessions.isOpen(session)).isFalse();
    }

    @Test
    void aSessionIsOpenUntilItIsClosed() {
        String cookie = open();
        BrowserSessions.Session session = session(cookie);
        BrowserSessions.Session other = session(open());
        sessions.close(Optional.of(cookie), HOST);
        assertThat(sessions.isOpen(session)).isFalse();
        assertThat(sessions.isOpen(other)).isTrue();
    }
}
