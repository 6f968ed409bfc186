package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A memory budget that all renderings share. A rendering waits until enough memory is free. */
final class RenderingMemory {

    private static final long UNIT = 1 << 10;

    private final int units;
    private final Semaphore free;

    /** Creates a budget of this many bytes. */
    RenderingMemory(long bytes) {
        this.units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
        this.free = new Semaphore(units, true);
    }

    /** Whether the budget, without other renderings, has this many bytes. */
    boolean has(long bytes) {
        return units(bytes) <= units;
    }

    private static long units(long bytes) {
        return (bytes + UNIT - 1) / UNIT;
    }

    /** Renders something; empty if it cannot be rendered. */
    @FunctionalInterface
    interface Rendering<T> {
        Optional<T> render() throws IOException;
    }

    /**
     * Renders as soon as enough memory is free; empty if more memory is needed than the budget has.
     *
     * @param bytes the memory that the rendering needs
     * @param timeout how long to wait for it
     * @param name the name of the image, for messages
     * @throws StorageException.Unavailable if the memory is not free within the timeout
     */
    <T> Optional<T> with(long bytes, Duration timeout, String name, Rendering<T> rendering) throws IOException {
        long required = units(bytes);
        if (required > units) {
            return Optional.empty();
        }
        try {
            if (!free.tryAcquire((int) required, timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw StorageException.Unavailable.passing(
                        name, "Other thumbnails use all the memory for rendering " + name + "; try again.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(name, "Rendering " + name + " was interrupted; try again.", e);
        }
        try {
            return rendering.render();
        } finally {
            free.release((int) required);
        }
    }
}
