package io.github.reelstore.export.internal;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * What is done if a signal ends the process (Ctrl+C, SIGTERM) while something is at work: no finally block runs then, and temporary files and
 * other processes would be left.
 *
 * <pre>{@code
 * ShutdownTask atShutdown = ShutdownTask.deleting(temporary);
 * try {
 *     // write to it
 * } finally {
 *     FileTree.deleteQuietly(temporary);
 *     atShutdown.forget();
 * }
 * }</pre>
 */
public final class ShutdownTask {

    /** The other threads go on until the end, and may create files meanwhile. */
    private static final int TRIES = 5;

    private static final long PAUSE_NANOS = 20_000_000;

    private final Thread hook;

    private ShutdownTask(Runnable task) {
        this.hook = new Thread(task, "reelstore-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already
            task.run();
        }
    }

    /** Runs a task at the end of the process, unless it is forgotten before. */
    public static ShutdownTask of(Runnable task) {
        return new ShutdownTask(task);
    }

    /** Deletes a file or folder at the end of the process, unless it is forgotten before. */
    public static ShutdownTask deleting(Path root) {
        return of(() -> {
            for (int i = 0; i < TRIES; i++) {
                FileTree.deleteQuietly(root);
                LockSupport.parkNanos(PAUSE_NANOS);
                if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
                    return;
                }
            }
        });
    }

    /** Forgets the task, since what it would do is done. */
    public void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the task runs
        }
    }
}
