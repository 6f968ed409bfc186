package io.github.reelstore.server.internal.api;

import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.Route;
import java.util.concurrent.Semaphore;

/** Limits how many uploads run at once. */
final class UploadSlots {

    private final Semaphore slots;

    UploadSlots(int number) {
        slots = new Semaphore(number);
    }

    Route.Action limiting(Route.Action action) {
        return exchange -> {
            if (!slots.tryAcquire()) {
                throw HttpProblem.busy("Too many uploads run at the same time; try again.");
            }
            try {
                return action.run(exchange);
            } finally {
                slots.release();
            }
        };
    }
}
