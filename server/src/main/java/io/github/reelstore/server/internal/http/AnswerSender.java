package io.github.reelstore.server.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/** Sends a body as fast as the client takes it. While it waits for the client, it holds no thread. */
final class AnswerSender extends IteratingCallback {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Response response;
    private final InputStream content;
    private final ClientPace pace;
    private final Callback done;
    private final RetainableByteBuffer pooled;
    private long rest;
    private int sending;

    /**
     * @param content the body, which this closes
     * @param length its size, which is more than 0
     */
    AnswerSender(
            Request request,
            Response response,
            InputStream content,
            long length,
            ClientPace.Limit limit,
            Callback done) {
        this.response = response;
        this.content = content;
        this.rest = length;
        this.pace = new ClientPace(limit, BUFFER_BYTES, request);
        this.done = done;
        this.pooled = request.getComponents()
                .getByteBufferPool()
                .acquire((int) Math.min(BUFFER_BYTES, length), content instanceof ReadableByteChannel);
    }

    @Override
    protected Action process() throws IOException {
        if (sending > 0) {
            // the endpoint is closed if the client is too slow, so the next write fails
            pace.moved(sending);
        }
        if (rest == 0) {
            return Action.SUCCEEDED;
        }
        ByteBuffer buffer = pooled.getByteBuffer();
        buffer.clear();
        buffer.limit((int) Math.min(buffer.limit(), rest));
        sending = read(buffer);
        if (sending < 0) {
            throw new EOFException("The file is shorter than its size.");
        }
        rest -= sending;
        pace.waiting();
        buffer.flip();
        response.write(rest == 0, buffer, this);
        return Action.SCHEDULED;
    }

    /** A file on local disk goes through a direct buffer, which is copied once only. */
    private int read(ByteBuffer buffer) throws IOException {
        if (content instanceof ReadableByteChannel channel) {
            return channel.read(buffer);
        }
        int read = content.read(buffer.array(), buffer.arrayOffset(), buffer.limit());
        buffer.position(Math.max(0, read));
        return read;
    }

    @Override
    protected void onCompleteSuccess() {
        end();
        done.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        end();
        // the client must not take what it has for the whole
        done.failed(cause);
    }

    private void end() {
        pace.end();
        pooled.release();
        try {
            content.close();
        } catch (IOException | RuntimeException e) {
            RouteHandler.LOG.log(System.Logger.Level.DEBUG, "A file was not closed.", e);
        }
    }
}
