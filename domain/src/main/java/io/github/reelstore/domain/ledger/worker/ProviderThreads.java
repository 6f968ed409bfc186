package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.ledger.ProviderJob;
import java.util.Comparator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which a worker calls one provider, so that a provider whose answers take long keeps no other one waiting: nor do its
 * downloads its polls, or its polls its requests. They end while there is nothing to do.
 */
final class ProviderThreads {

    /** The maximum number of requests that wait for their answers at the same time. */
    private static final int MOST_SENT_AT_ONCE = 64;

    private final ThreadPoolExecutor sends;
    private final ThreadPoolExecutor calls;
    private final ThreadPoolExecutor downloads;

    ProviderThreads(ProviderSetup provider, WorkerOptions options) {
        this.sends = pool("send", Math.min(provider.inFlight(), MOST_SENT_AT_ONCE), new LinkedBlockingQueue<>());
        this.calls = pool("job", options.threads(), new LinkedBlockingQueue<>());
        this.downloads = pool("download", options.downloads(), new PriorityBlockingQueue<>());
    }

    private static ThreadPoolExecutor pool(String name, int threads, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, queue, task -> thread(name, task));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, "reelstore-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task that may send a request; returns false if the worker is being closed: it does not run then. */
    boolean send(Runnable task) {
        return run(sends, task);
    }

    /** Runs a step of a job; false as for {@link #send}. */
    boolean call(Runnable task) {
        return run(calls, task);
    }

    /** Runs a download of a job, those whose results expire first before the others; false as for {@link #send}. */
    boolean download(ProviderJob job, Runnable task) {
        return run(downloads, new ByDeadline(job, task));
    }

    private static boolean run(ThreadPoolExecutor executor, Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private record ByDeadline(ProviderJob job, Runnable task) implements Runnable, Comparable<ByDeadline> {

        private static final Comparator<ProviderJob> DEADLINE = Comparator.comparing(
                        (ProviderJob job) -> job.remoteExpiresAt().isEmpty())
                .thenComparing(job -> job.remoteExpiresAt().orElse(job.createdAt()))
                .thenComparing(job -> job.id().value());

        @Override
        public void run() {
            task.run();
        }

        @Override
        public int compareTo(ByDeadline other) {
            return DEADLINE.compare(job, other.job);
        }
    }

    /** Begins nothing more, and interrupts the downloads. */
    void shutdown() {
        sends.shutdown();
        calls.shutdown();
        // another worker goes on with these jobs
        calls.getQueue().clear();
        downloads.shutdownNow();
    }

    /** Waits until all calls but downloads are answered, at most so long. */
    boolean awaitAnswers(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        return sends.awaitTermination(nanos, TimeUnit.NANOSECONDS)
                && calls.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Waits until the downloads have ended, at most so long. */
    boolean awaitDownloads(long nanos) throws InterruptedException {
        return downloads.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }
}
