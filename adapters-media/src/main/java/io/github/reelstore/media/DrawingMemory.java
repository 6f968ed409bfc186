package io.github.reelstore.media;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Memory that drawings share: who wants more than there is at the moment waits until others give theirs back. */
final class DrawingMemory {

    private static final long UNIT = 1 << 10;

    private final int units;
    private final Semaphore free;

    /** So many bytes. */
    DrawingMemory(long bytes) {
        this.units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
        this.free = new Semaphore(units, true);
    }

    /** Draws something, or nothing. */
    @FunctionalInterface
    interface Drawing<T> {
        Optional<T> draw() throws IOException;
    }

    /** Draws as soon as there are so many bytes; nothing if there are never so many. */
    <T> Optional<T> with(long bytes, Drawing<T> drawing) throws IOException {
        long wanted = (bytes + UNIT - 1) / UNIT;
        if (wanted > units) {
            return Optional.empty();
        }
        free.acquireUninterruptibly((int) wanted);
        try {
            return drawing.draw();
        } finally {
            free.release((int) wanted);
        }
    }
}
