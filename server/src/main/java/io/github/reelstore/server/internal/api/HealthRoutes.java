package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The operations for those who watch the server. They need no token and tell no more than whether it works. */
final class HealthRoutes {

    /** How long a result is used again, so that many requests do not become many requests of the backends. */
    private static final long FRESH_NANOS = 2_000_000_000L;

    private final ReentrantLock lock = new ReentrantLock();
    private long checkedAt = System.nanoTime() - FRESH_NANOS;
    private volatile Optional<StorageException> failure = Optional.empty();

    List<Route> all(RecordSchemas schemas) {
        Schema health = schemas.named(
                "Health", Schema.object(Map.of("status", Schema.oneOf(List.of("ok"))), List.of("status")));
        return List.of(
                Route.of("GET", "/health/live", "isLive", "Answers if the server runs.", exchange -> ok())
                        .open()
                        .answers(200, "It runs.", health),
                Route.of(
                                "GET",
                                "/health/ready",
                                "isReady",
                                "Answers with status 503 if the database or the blob store is not available.",
                                this::ready)
                        .open()
                        .answers(200, "Both are available.", health));
    }

    private static Answer ok() {
        return Answer.json(200, new JsonObject().with("status", "ok"));
    }

    private Answer ready(Exchange exchange) {
        // a backend that hangs must not hold more than one thread
        if (lock.tryLock()) {
            try {
                if (System.nanoTime() - checkedAt >= FRESH_NANOS) {
                    failure = checked(exchange.store());
                    checkedAt = System.nanoTime();
                }
            } finally {
                lock.unlock();
            }
        }
        Optional<StorageException> last = failure;
        if (last.isPresent()) {
            throw last.get();
        }
        return ok();
    }

    private static Optional<StorageException> checked(Reelstore store) {
        try {
            store.readOnly(tx -> tx.maintenance().rows(1));
            store.media().requireSameStore();
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(e);
        }
    }
}
