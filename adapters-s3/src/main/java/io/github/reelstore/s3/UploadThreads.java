package io.github.reelstore.s3;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one store that upload parts. Their number is small to limit connections and memory; parts wait in a
 * queue.
 */
final class UploadThreads implements AutoCloseable {

    private static final int MAX_THREADS = 8;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            UploadThreads::daemon);

    UploadThreads() {
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "reelstore-upload");
        thread.setDaemon(true);
        return thread;
    }

    <T> Future<T> submit(Callable<T> task) {
        return threads.submit(task);
    }

    /** Interrupts running tasks and cancels queued ones, so that no caller waits for them forever. */
    @Override
    public void close() {
        threads.shutdownNow().stream()
                .filter(Future.class::isInstance)
                .map(task -> (Future<?>) task)
                .forEach(task -> task.cancel(false));
    }
}
