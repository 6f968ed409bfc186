package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes a value once and caches it. Concurrent callers wait for the running computation and share its result,
 * including a failure, so that a failing server is not asked once per caller. A call after a failure computes the
 * value again.
 */
final class SingleFlight {

    private final String subject;
    private final BooleanSupplier computation;
    private final AtomicReference<@Nullable FutureTask<Boolean>> current = new AtomicReference<>();

    /**
     * @param subject used in the exception message if waiting is interrupted
     * @param computation throws unchecked exceptions only
     */
    SingleFlight(String subject, BooleanSupplier computation) {
        this.subject = subject;
        this.computation = computation;
    }

    boolean get() {
        FutureTask<Boolean> task = new FutureTask<>(computation::getAsBoolean);
        FutureTask<Boolean> running = current.compareAndExchange(null, task);
        if (running != null) {
            return result(running);
        }
        task.run();
        return result(task);
    }

    /** Sets the value, so that it is not computed. */
    void set(boolean value) {
        FutureTask<Boolean> known = new FutureTask<>(() -> value);
        known.run();
        current.set(known);
    }

    private boolean result(FutureTask<Boolean> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            current.compareAndSet(task, null);
            throw unchecked(Objects.requireNonNull(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(
                    subject, "Waiting for the check of " + subject + " was interrupted; try again.", e);
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error e) {
            throw e;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }
}
