package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Does something with many things side by side, and says what each came to. */
public final class ParallelRunner implements AutoCloseable {

    /** As long as one file may take. */
    private static final int PATIENCE_SECONDS = 30;

    private final String what;
    private final ExecutorService threads;

    /**
     * @param what they do, for the names of their threads
     */
    public ParallelRunner(String what, int count) {
        this.what = what;
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "reelstore-" + what);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Does it, and waits until all is done.
     *
     * @param done is told each result by the calling thread, in the order of the things
     * @throws StorageException the first that the work throws
     */
    public <T, V> void each(List<T> things, Function<T, V> work, BiConsumer<T, V> done) {
        Map<T, Future<V>> running = new LinkedHashMap<>();
        things.forEach(thing -> running.put(thing, threads.submit(() -> work.apply(thing))));
        running.forEach((thing, result) -> done.accept(thing, resultOf(result)));
    }

    private <V> V resultOf(Future<V> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(what, "It was interrupted; run it again.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Waits a while for what is still being done: after a failure nothing shall go on by itself. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // daemons: those that do not end hold nobody up
            boolean unused = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
