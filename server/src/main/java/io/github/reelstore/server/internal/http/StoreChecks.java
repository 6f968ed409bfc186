package io.github.reelstore.server.internal.http;

import java.util.concurrent.Semaphore;

/** Runs operations that read the whole store: one at a time is enough. */
public final class StoreChecks {

    private final Semaphore running = new Semaphore(1);

    /** The operation, which is refused while another one runs, and if the page of another site begins it. */
    public Route.Action alone(Route.Action check) {
        return exchange -> {
            Gatekeeper.requireNoOtherSite(exchange.header("Sec-Fetch-Site"));
            if (!running.tryAcquire()) {
                throw HttpProblem.busy("Another check of the store is running; try again when it has ended.");
            }
            try {
                return check.run(exchange);
            } finally {
                running.release();
            }
        };
    }
}
