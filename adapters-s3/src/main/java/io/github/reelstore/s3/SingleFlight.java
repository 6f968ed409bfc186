package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is asked for once and kept. Who comes while the question is under way waits and shares what comes of it, also
 * a failure, rather than ask a server that fails once more for each; who comes after a failure asks anew.
 */
final class SingleFlight {

    private final String subject;
    private final BooleanSupplier question;
    private final AtomicReference<@Nullable FutureTask<Boolean>> asked = new AtomicReference<>();

    /**
     * @param subject what it is about, for the message where waiting is interrupted
     * @param question throws unchecked exceptions only
     */
    SingleFlight(String subject, BooleanSupplier question) {
        this.subject = subject;
        this.question = question;
    }

    boolean get() {
        FutureTask<Boolean> mine = new FutureTask<>(question::getAsBoolean);
        FutureTask<Boolean> first = asked.compareAndExchange(null, mine);
        if (first != null) {
            return result(first);
        }
        mine.run();
        return result(mine);
    }

    private boolean result(FutureTask<Boolean> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            asked.compareAndSet(task, null);
            throw unchecked(Objects.requireNonNull(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(
                    subject, "Waiting for the trial of " + subject + " was interrupted; try again.", e);
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error e) {
            throw e;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }
}
