package io.github.reelstore.exec;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends a read that has brought nothing for a while: the JDK's HTTP client waits for the next bytes of a body forever. */
final class StalledStream extends FilterInputStream {

    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final Duration limit;
    private volatile boolean stalled;

    StalledStream(InputStream in, Duration limit) {
        super(in);
        this.limit = limit;
    }

    private static ScheduledThreadPoolExecutor watch() {
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "reelstore-stalled-downloads");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        return watch;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        ScheduledFuture<?> alarm = WATCH.schedule(this::giveUp, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            int read = in.read(bytes, offset, length);
            if (read < 0) {
                requireNotStalled();
            }
            return read;
        } catch (IOException e) {
            requireNotStalled();
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    private void requireNotStalled() throws IOException {
        if (stalled) {
            throw new IOException("the server sent nothing for " + limit.toSeconds() + " s");
        }
    }

    private void giveUp() {
        stalled = true;
        try {
            in.close();
        } catch (IOException e) {
            // the reader gets it
        }
    }
}
