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

/** Processes the items of a list in parallel. */
public final class ParallelRunner implements AutoCloseable {

    /** The time that one file may take. */
    private static final int SHUTDOWN_SECONDS = 30;

    private final String name;
    private final ExecutorService threads;

    /**
     * @param name the name of the task, for the names of the threads
     * @param count the number of threads
     */
    public ParallelRunner(String name, int count) {
        this.name = name;
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "reelstore-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Processes all items, and waits until they are done.
     *
     * @param onResult receives each result on the calling thread, in the order of the items
     * @throws StorageException the first that the work throws
     */
    public <T, V> void each(List<T> items, Function<T, V> work, BiConsumer<T, V> onResult) {
        Map<T, Future<V>> running = new LinkedHashMap<>();
        items.forEach(item -> running.put(item, threads.submit(() -> work.apply(item))));
        running.forEach((item, result) -> onResult.accept(item, resultOf(result)));
    }

    private <V> V resultOf(Future<V> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(name, "It was interrupted; run it again.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Cancels outstanding work and waits for running threads, so that nothing continues after a failure. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // the threads are daemons: those that do not end do not block the JVM from exiting
            boolean unused = threads.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
