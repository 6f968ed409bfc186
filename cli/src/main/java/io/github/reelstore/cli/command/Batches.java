package io.github.reelstore.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads things on a thread of its own and hands them on in batches: what has arrived while the batch before was worked on. So a thing
 * that comes alone does not wait for others, and only a few batches are in memory.
 */
final class Batches<T> {

    private final int most;
    private final long mostSize;
    private final ToLongFunction<T> size;

    private final BlockingQueue<Optional<T>> arrived;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Whether the end has arrived, which has nothing in it. */
    private boolean ended;

    /**
     * @param most the most things of a batch
     * @param mostSize what a batch is at least when it takes nothing more; one thing may be larger
     * @param size the size of a thing
     */
    Batches(int most, long mostSize, ToLongFunction<T> size) {
        this.most = most;
        this.mostSize = mostSize;
        this.size = size;
        this.arrived = new ArrayBlockingQueue<>(2 * most);
    }

    /**
     * Works on everything, on the calling thread and in order. If the source fails, what came before is worked on, and its exception is
     * thrown.
     *
     * @param source passes on each thing
     * @param work works on a batch, which is not empty
     */
    void each(Consumer<Consumer<T>> source, Consumer<List<T>> work) {
        Thread reader = new Thread(() -> read(source), "reelstore-read");
        // a source that waits for input, as of a terminal, does not keep the JVM from exiting
        reader.setDaemon(true);
        reader.start();
        try {
            for (List<T> batch = next(); !batch.isEmpty(); batch = next()) {
                work.accept(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        } finally {
            reader.interrupt();
        }
        rethrow(failure.get());
    }

    private void read(Consumer<Consumer<T>> source) {
        try {
            source.accept(this::put);
        } catch (RuntimeException | Error e) {
            failure.set(e);
        }
        put(Optional.empty());
    }

    private void put(T thing) {
        put(Optional.of(thing));
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
    }

    private void put(Optional<T> thing) {
        try {
            arrived.put(thing);
        } catch (InterruptedException e) {
            // the work has failed, and takes nothing more
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the first one only. Empty at the end. */
    private List<T> next() throws InterruptedException {
        List<T> batch = new ArrayList<>();
        long total = 0;
        // only this thread takes
        while (!ended && batch.size() < most && total < mostSize && (batch.isEmpty() || !arrived.isEmpty())) {
            Optional<T> thing = arrived.take();
            ended = thing.isEmpty();
            if (thing.isPresent()) {
                batch.add(thing.get());
                total += size.applyAsLong(thing.get());
            }
        }
        return batch;
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
