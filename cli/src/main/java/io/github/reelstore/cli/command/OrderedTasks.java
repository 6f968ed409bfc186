package io.github.reelstore.cli.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs tasks on several threads. Their results arrive on the calling thread, in the order of the tasks. Only a few tasks
 * wait at a time, so their number is not limited by memory.
 */
final class OrderedTasks<T> implements AutoCloseable {

    private static final int SHUTDOWN_SECONDS = 30;

    private final ExecutorService threads;
    private final Consumer<T> onResult;
    private final int maxPending;
    private final Deque<Future<T>> pending = new ArrayDeque<>();

    OrderedTasks(int threads, Consumer<T> onResult) {
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "reelstore-add");
            thread.setDaemon(true);
            return thread;
        });
        this.onResult = onResult;
        this.maxPending = 2 * threads;
    }

    /** Adds a task; waits for the oldest one if too many are pending. Throws what that one threw. */
    void add(Callable<T> task) {
        if (pending.size() == maxPending) {
            awaitOldest();
        }
        pending.add(threads.submit(task));
    }

    /** Waits for all tasks. Throws what the first failed one threw. */
    void finish() {
        while (!pending.isEmpty()) {
            awaitOldest();
        }
    }

    private void awaitOldest() {
        try {
            onResult.accept(pending.remove().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Cancels the tasks that have not begun, and waits for the others: an interrupt would break the write of a file. */
    @Override
    public void close() {
        pending.forEach(task -> task.cancel(false));
        threads.shutdown();
        try {
            // the threads are daemons: those that do not end do not block the JVM from exiting
            boolean unused = threads.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
