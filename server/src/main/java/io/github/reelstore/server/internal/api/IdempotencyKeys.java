package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.rows.IdempotentRequest;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets a client repeat a POST whose answer it did not get: with the same key, the work is done once, and each request gets the
 * first answer. Only answers of work that was done are kept; after a problem, the request may be repeated.
 */
final class IdempotencyKeys {

    private static final System.Logger LOG = System.getLogger("io.github.reelstore.server");

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private static final Duration KEPT = Duration.ofDays(1);

    /** A request that began earlier and has no answer was of a process that ended: the key is free again. */
    private static final Duration LONGEST_REQUEST = Duration.ofHours(1);

    private IdempotencyKeys() {}

    /** The route, which also takes a key if it is a POST. */
    static Route acceptedBy(Route route) {
        if (!route.method().equals("POST")) {
            return route;
        }
        return route.header(
                        HEADER,
                        "A text of your choice, such as a UUID: a repeated request with the same key gets the first answer,"
                                + " for a day.")
                .mayFail(ProblemType.IN_PROGRESS, ProblemType.IDEMPOTENCY_KEY_REUSED)
                .with(exchange -> run(exchange, route.action()));
    }

    private static Answer run(Exchange exchange, Route.Action action) throws IOException {
        Optional<String> header = exchange.header(HEADER);
        if (header.isEmpty()) {
            return action.run(exchange);
        }
        String key = header.filter(value -> KEY.matcher(value).matches())
                .orElseThrow(() -> new StorageException.InvalidInput(
                        HEADER, "An idempotency key has 1 to 255 visible ASCII characters."));
        exchange.startFingerprint();
        Optional<IdempotentRequest> earlier = claim(exchange.store(), key);
        return earlier.isPresent() ? repeated(exchange, earlier.get()) : first(exchange, key, action);
    }

    /** Returns the request that has the key already, or marks the key as that of a running request. */
    private static Optional<IdempotentRequest> claim(Reelstore store, String key) {
        return store.inTransaction(tx -> {
            tx.idempotency().prune(tx.now().minus(KEPT));
            Optional<IdempotentRequest> earlier =
                    tx.idempotency().find(key).filter(request -> !isAbandoned(request, tx.now()));
            if (earlier.isEmpty()) {
                tx.idempotency().delete(key);
                tx.idempotency().insert(key);
            }
            return earlier;
        });
    }

    private static boolean isAbandoned(IdempotentRequest request, Instant now) {
        return request.answer().isEmpty() && request.createdAt().isBefore(now.minus(LONGEST_REQUEST));
    }

    private static Answer repeated(Exchange exchange, IdempotentRequest earlier) throws IOException {
        String answer = earlier.answer()
                .orElseThrow(() -> new HttpProblem(
                                ProblemType.IN_PROGRESS,
                                "A request with this idempotency key is still running; repeat yours later.")
                        .with("Retry-After", "1"));
        if (!earlier.requestHash().equals(Optional.of(exchange.fingerprint()))) {
            throw new HttpProblem(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This idempotency key was used for another request; use a new key for each.");
        }
        return Answer.parse(answer).with("Idempotency-Replayed", "true");
    }

    private static Answer first(Exchange exchange, String key, Route.Action action) throws IOException {
        Answer answer;
        try {
            answer = action.run(exchange);
        } catch (IOException | RuntimeException | Error e) {
            release(exchange.store(), key);
            throw e;
        }
        // what cannot be read of the body any more does not undo the work: the key stays taken
        complete(exchange.store(), key, exchange.fingerprint(), answer);
        return answer;
    }

    private static void release(Reelstore store, String key) {
        try {
            store.inTransaction(tx -> tx.idempotency().delete(key));
        } catch (StorageException e) {
            // the key is free again when the request counts as abandoned
            LOG.log(System.Logger.Level.WARNING, "An idempotency key was not released.", e);
        }
    }

    /** The work is done, so the client gets its answer even if that cannot be kept. */
    private static void complete(Reelstore store, String key, ContentHash fingerprint, Answer answer)
            throws IOException {
        String text = answer.text();
        try {
            store.inTransaction(tx -> tx.idempotency().complete(key, fingerprint, text));
        } catch (StorageException e) {
            LOG.log(System.Logger.Level.WARNING, "The answer to a request with an idempotency key was not kept.", e);
        }
    }
}
