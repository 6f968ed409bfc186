package io.github.reelstore.exec;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Ends a process and the processes that it has started. */
final class ProcessTree {

    private static final long LONGEST_PAUSE_MILLIS = 100;

    private ProcessTree() {}

    /**
     * Asks a process to end, and waits until it has, but not longer than that; then kills it, and its descendants in any case.
     *
     * @param ask asks it
     */
    static void end(Process process, Runnable ask, Duration patience) {
        // those of a process that has ended are not found any more
        Set<ProcessHandle> descendants = new HashSet<>();
        process.descendants().forEach(descendants::add);
        ask.run();
        boolean interrupted = false;
        try {
            long end = System.nanoTime() + patience.toNanos();
            long pause = 1;
            boolean ended = false;
            for (long left = patience.toNanos(); !ended && left > 0; left = end - System.nanoTime()) {
                process.descendants().forEach(descendants::add);
                long nanos = Math.min(left, TimeUnit.MILLISECONDS.toNanos(pause));
                ended = process.waitFor(nanos, TimeUnit.NANOSECONDS);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        process.descendants().forEach(descendants::add);
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
