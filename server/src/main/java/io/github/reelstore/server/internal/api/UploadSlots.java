package io.github.reelstore.server.internal.api;

import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.Route;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Limits how many uploads run at once. */
final class UploadSlots {

    private final int number;
    private final Semaphore slots;

    UploadSlots(int number) {
        this.number = number;
        slots = new Semaphore(number);
    }

    int running() {
        return number - slots.availablePermits();
    }

    /** What reads the body of a request. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    Route.Action limiting(Route.Action action) {
        return exchange -> call(() -> action.run(exchange));
    }

    <T> T call(Reading<T> reading) throws IOException {
        if (!slots.tryAcquire()) {
            throw HttpProblem.busy("Too many uploads run at the same time; try again.");
        }
        try {
            return reading.read();
        } finally {
            slots.release();
        }
    }
}
