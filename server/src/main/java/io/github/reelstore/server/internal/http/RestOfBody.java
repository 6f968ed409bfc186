package io.github.reelstore.server.internal.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Discards what a client still sends after the answer, such as a file that was refused: if the server closed the connection
 * right away, the client would lose the answer. What it discards is limited in size and time.
 */
final class RestOfBody implements Runnable {

    /** A client that sends more has read that the connection closes. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Request request;
    private final Duration longest;
    private final Callback done;
    private final AtomicBoolean ended = new AtomicBoolean();
    private boolean timed;
    private long bytes;

    private RestOfBody(Request request, Duration longest, Callback done) {
        this.request = request;
        this.longest = longest;
        this.done = done;
    }

    /** Whether the client waits to be asked for the body, which it is not any more. */
    private static boolean isWaiting(Request request, boolean begun) {
        return !begun && request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }

    /**
     * Announces that the connection closes after the answer, if the rest is not read to its end.
     *
     * @param begun whether some of the body was asked for
     */
    static void announce(Request request, Response response, boolean begun) {
        if (isWaiting(request, begun) || request.getLength() > MOST_BYTES) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
    }

    /**
     * Discards the rest, then completes the request.
     *
     * @param begun whether some of the body was asked for
     * @param longest how long to discard
     */
    static void discard(Request request, boolean begun, Duration longest, Callback done) {
        if (isWaiting(request, begun)) {
            done.succeeded();
            return;
        }
        new RestOfBody(request, longest, done).run();
    }

    @Override
    public void run() {
        while (!ended.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                if (!timed) {
                    timed = true;
                    schedule();
                }
                request.demand(this);
                return;
            }
            bytes += chunk.remaining();
            boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk) || bytes > MOST_BYTES;
            chunk.release();
            if (last) {
                end();
            }
        }
    }

    private void schedule() {
        request.getComponents().getScheduler().schedule(this::end, longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            done.succeeded();
        }
    }
}
