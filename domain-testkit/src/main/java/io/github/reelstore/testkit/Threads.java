package io.github.reelstore.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs test code in several threads. Every wait fails after one minute. */
public final class Threads {

    private static final long MINUTES = 1;

    private Threads() {}

    /** Runs each task in its own thread, all started together, and returns the results in the order of the tasks. */
    public static <T> List<T> atOnce(List<? extends Callable<T>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size(), VirtualThreads.likeCurrent());
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(threads.submit(() -> {
                    start.await(MINUTES, TimeUnit.MINUTES);
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(MINUTES, TimeUnit.MINUTES));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Runs a task in another thread and waits for its result. */
    public static <T> T inAnotherThread(Callable<T> task) throws Exception {
        return atOnce(List.of(task)).get(0);
    }

    public static void await(CountDownLatch latch) {
        try {
            if (!latch.await(MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("the other thread did not get here within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the other thread", e);
        }
    }
}
