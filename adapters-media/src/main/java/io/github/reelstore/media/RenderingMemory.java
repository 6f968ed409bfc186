package io.github.reelstore.media;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Memory that drawings share: who wants more than there is at the moment waits until others give theirs back. */
final class RenderingMemory {

    private static final long UNIT = 1 << 10;

    private final int units;
    private final Semaphore free;

    /** So many bytes. */
    RenderingMemory(long bytes) {
        this.units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
        this.free = new Semaphore(units, true);
    }

    /** Draws something, or nothing. */
    @FunctionalInterface
    interface Drawing<T> {
        Optional<T> draw() throws IOException;
    }

    /**
     * Draws as soon as there are so many bytes; nothing if there are never so many.
     *
     * @param name of what is drawn, for a message
     * @throws StorageException.Unavailable if others hold them for longer than that
     */
    <T> Optional<T> with(long bytes, Duration patience, String name, Drawing<T> drawing) throws IOException {
        long wanted = (bytes + UNIT - 1) / UNIT;
        if (wanted > units) {
            return Optional.empty();
        }
        try {
            if (!free.tryAcquire((int) wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw StorageException.Unavailable.passing(
                        name, "Other pictures take all the memory there is for drawing " + name + "; try again.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(name, "Drawing " + name + " was interrupted; try again.", e);
        }
        try {
            return drawing.draw();
        } finally {
            free.release((int) wanted);
        }
    }
}
