package io.github.reelstore.files.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Copies a large source with three threads: the caller's thread reads and writes, the second one hashes and the third
 * one forces the written bytes to disk. The copy takes as long as the slowest of the three rather than their sum. The
 * threads end with the copy. Memory use is a fixed number of buffers.
 */
final class PipelinedFileWriter implements Closeable {

    private static final int BUFFERS = 8;
    private static final int BUFFER = 128 * 1024;

    /**
     * How many bytes to write before forcing them: enough to keep the disk busy, and little enough to finish quickly.
     */
    private static final long FORCE_INTERVAL = 4 << 20;

    private final MessageDigest digest;
    private final FileOperations.Output out;
    private final ExecutorService hashing = thread("reelstore-hash");
    private final ExecutorService forcing = thread("reelstore-force");

    /** The hashing task of each buffer; the buffer is free when its task is done. */
    private final Future<?>[] hashed = new Future<?>[BUFFERS];

    private Future<?> forced = CompletableFuture.completedFuture(null);

    PipelinedFileWriter(MessageDigest digest, FileOperations.Output out) {
        this.digest = digest;
        this.out = out;
        Arrays.fill(hashed, forced);
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Copies to the end of the source. When this returns, all bytes are hashed and most of them are forced to disk. */
    long copy(SourceReader source) throws IOException {
        byte[][] buffers = new byte[BUFFERS][BUFFER];
        long size = 0;
        long unforced = 0;
        for (int i = 0; ; i = (i + 1) % BUFFERS) {
            await(hashed[i]);
            byte[] buffer = buffers[i];
            int count = source.fill(buffer);
            if (count == 0) {
                break;
            }
            hashed[i] = hashing.submit(() -> digest.update(buffer, 0, count));
            out.write(ByteBuffer.wrap(buffer, 0, count));
            size += count;
            unforced += count;
            if (unforced >= FORCE_INTERVAL && forced.isDone()) {
                forceInBackground();
                unforced = 0;
            }
        }
        for (Future<?> each : hashed) {
            await(each);
        }
        await(forced);
        return size;
    }

    private void forceInBackground() throws IOException {
        await(forced);
        forced = forcing.submit(() -> {
            out.force();
            return true;
        });
    }

    private static void await(Future<?> task) throws IOException {
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException("hashing or forcing failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    /** Stops the threads, and returns when they no longer use the output. */
    @Override
    public void close() {
        hashing.shutdownNow();
        forcing.shutdownNow();
        boolean interrupted = false;
        for (ExecutorService thread : new ExecutorService[] {hashing, forcing}) {
            boolean ended = false;
            while (!ended) {
                try {
                    ended = thread.awaitTermination(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
