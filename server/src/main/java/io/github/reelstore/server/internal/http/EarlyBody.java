package io.github.reelstore.server.internal.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads a small body before the work begins, so that a client that sends it slowly holds no thread. */
final class EarlyBody implements Runnable {

    private final Request request;
    private final int most;
    private final ClientPace pace;
    private final Consumer<InputStream> then;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * @param most the number of bytes to read; the rest of a longer body is not read
     * @param then gets the body, which fails where reading failed
     */
    EarlyBody(Request request, int most, ClientPace.Limit limit, Consumer<InputStream> then) {
        this.request = request;
        this.most = most;
        this.pace = new ClientPace(limit, 0, request);
        this.then = then;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                pace.waiting();
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end(failing(RequestBody.problem(chunk.getFailure())));
                return;
            }
            boolean last = chunk.isLast();
            boolean fast = pace.moved(chunk.remaining());
            add(chunk.getByteBuffer());
            chunk.release();
            if (last || bytes.size() >= most) {
                end(InputStream.nullInputStream());
                return;
            }
            if (!fast) {
                end(failing(RequestBody.tooSlow()));
                return;
            }
        }
    }

    private void add(ByteBuffer buffer) {
        byte[] part = new byte[Math.min(buffer.remaining(), most - bytes.size())];
        buffer.get(part);
        bytes.writeBytes(part);
    }

    private void end(InputStream after) {
        pace.end();
        then.accept(new java.io.SequenceInputStream(new ByteArrayInputStream(bytes.toByteArray()), after));
    }

    private static InputStream failing(HttpProblem problem) {
        return new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read() throws IOException {
                throw problem;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw problem;
            }
        };
    }
}
