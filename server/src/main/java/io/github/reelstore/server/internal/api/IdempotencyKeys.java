package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.rows.IdempotentRequest;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Lets a client repeat a POST whose answer it did not get: with the same key, the work is done once, and each request gets the
 * first answer. Only answers of work that was done are kept; after a problem, the request may be repeated. The answer is kept
 * in the transaction that does the work, so no crash comes between the two.
 */
final class IdempotencyKeys {

    private static final System.Logger LOG = System.getLogger("io.github.reelstore.server");

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private static final Duration KEPT = Duration.ofDays(1);

    /**
     * A request that began earlier and has no answer most likely ended with its process, so another one may take its key. If it is
     * still running, it finds at its commit that the key is not its own any more, and does nothing.
     */
    private static final Duration LONGEST_REQUEST = Duration.ofHours(1);

    private final UploadSlots slots;
    private final Commits commits;

    /**
     * @param slots limits how many requests read their bodies
     * @param commits takes part in the transactions
     */
    IdempotencyKeys(UploadSlots slots, Commits commits) {
        this.slots = slots;
        this.commits = commits;
    }

    /** The route, which also takes a key if it is a POST. */
    Route acceptedBy(Route route) {
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

    private Answer run(Exchange exchange, Route.Action action) throws IOException {
        Optional<String> header = exchange.header(HEADER);
        if (header.isEmpty()) {
            return action.run(exchange);
        }
        String key = header.filter(value -> KEY.matcher(value).matches())
                .orElseThrow(() -> new StorageException.InvalidInput(
                        HEADER, "An idempotency key has 1 to 255 visible ASCII characters."));
        exchange.startFingerprint();
        IdempotentRequest request = claim(exchange.store(), key);
        return request.answer().isPresent() ? repeated(exchange, request) : first(exchange, request, action);
    }

    /** Returns the earlier request with the key if it has an answer, or marks the key as that of a running request. */
    private static IdempotentRequest claim(Reelstore store, String key) {
        return store.inTransaction(tx -> {
            tx.idempotency().prune(tx.now().minus(KEPT));
            Optional<IdempotentRequest> earlier = tx.idempotency().find(key);
            if (earlier.isPresent()) {
                if (earlier.get().answer().isPresent()) {
                    return earlier.get();
                }
                if (!earlier.get().createdAt().isBefore(tx.now().minus(LONGEST_REQUEST))) {
                    throw inProgress("A request with this idempotency key is still running; repeat yours later.");
                }
                tx.idempotency().delete(key, earlier.get().createdAt());
            }
            tx.idempotency().insert(key);
            return new IdempotentRequest(key, Optional.empty(), Optional.empty(), tx.now());
        });
    }

    private static HttpProblem inProgress(String detail) {
        return new HttpProblem(ProblemType.IN_PROGRESS, detail).with("Retry-After", "1");
    }

    private Answer repeated(Exchange exchange, IdempotentRequest earlier) throws IOException {
        // the body is read for its hash, which may take as long as an upload does
        ContentHash hash = slots.call(exchange::fingerprint);
        if (!earlier.requestHash().equals(Optional.of(hash))) {
            throw new HttpProblem(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This idempotency key was used for another request; use a new key for each.");
        }
        return Answer.parse(earlier.answer().orElseThrow()).with("Idempotency-Replayed", "true");
    }

    private Answer first(Exchange exchange, IdempotentRequest claim, Route.Action action) throws IOException {
        exchange.committing(new Claimed(exchange, claim));
        Answer answer;
        try {
            answer = action.run(exchange);
        } catch (IOException | RuntimeException | Error e) {
            release(exchange.store(), claim);
            throw e;
        }
        completeAgain(exchange, claim, answer);
        return answer;
    }

    /** The work of a request that has the key. */
    private final class Claimed implements Exchange.Committing {

        private final Exchange exchange;
        private final IdempotentRequest claim;

        Claimed(Exchange exchange, IdempotentRequest claim) {
            this.exchange = exchange;
            this.claim = claim;
        }

        @Override
        public <R> R run(Class<R> rowType, java.util.function.Function<R, Answer> answer, Supplier<R> work) {
            return commits.during(
                    (tx, result) -> {
                        if (rowType.isInstance(result)) {
                            complete(tx, answer.apply(rowType.cast(result)));
                        }
                    },
                    work);
        }

        private void complete(Tx tx, Answer answer) {
            if (!IdempotencyKeys.complete(tx, exchange, claim, answer)) {
                throw inProgress("The request took so long that another one with its idempotency key was begun; repeat"
                        + " yours to get the answer of that one.");
            }
        }
    }

    private static boolean complete(Tx tx, Exchange exchange, IdempotentRequest claim, Answer answer) {
        try {
            return tx.idempotency()
                    .complete(claim.idempotencyKey(), claim.createdAt(), exchange.fingerprint(), answer.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Frees the key, unless the work was committed. */
    private static void release(Reelstore store, IdempotentRequest claim) {
        try {
            store.inTransaction(tx -> tx.idempotency().delete(claim.idempotencyKey(), claim.createdAt()));
        } catch (StorageException e) {
            // the key is free again when the request counts as abandoned
            LOG.log(System.Logger.Level.WARNING, "An idempotency key was not released.", e);
        }
    }

    /** With what came after the commit, such as a thumbnail. The client gets this answer even if it cannot be kept. */
    private static void completeAgain(Exchange exchange, IdempotentRequest claim, Answer answer) {
        try {
            exchange.store().inTransaction(tx -> complete(tx, exchange, claim, answer));
        } catch (StorageException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The final answer to a request with an idempotency key was not kept.",
                    e);
        }
    }
}
