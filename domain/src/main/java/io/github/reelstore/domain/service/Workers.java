package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Looks at many things side by side, and says what each came to. */
final class Workers implements AutoCloseable {

    private final ExecutorService threads;

    Workers(int count) {
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "reelstore-verify");
            thread.setDaemon(true);
            return thread;
        });
    }

    <T, V> Map<T, V> each(List<T> things, Function<T, V> look) {
        Map<T, Future<V>> running = new LinkedHashMap<>();
        things.forEach(thing -> running.put(thing, threads.submit(() -> look.apply(thing))));
        Map<T, V> results = new LinkedHashMap<>();
        running.forEach((thing, result) -> results.put(thing, resultOf(result)));
        return results;
    }

    private static <V> V resultOf(Future<V> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing("verify", "The verification was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
