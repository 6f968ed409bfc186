package io.github.reelstore.server.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request. It limits the size, and how slowly a client may send. It remembers its failure, because those who
 * read it may wrap the exception. Closing it ends the measurement.
 */
final class RequestBody extends InputStream {

    private final InputStream in;
    private final long limit;
    private final ClientPace pace;
    private long count;
    private boolean begun;
    private @Nullable HttpProblem failure;

    RequestBody(InputStream in, long limit, ClientPace pace) {
        this.in = in;
        this.limit = limit;
        this.pace = pace;
    }

    /** Whether reading has begun. */
    boolean isBegun() {
        return begun;
    }

    /** The problem of the client that ended the body early, if one did. */
    Optional<HttpProblem> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int length = read(one, 0, 1);
        return length < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = readTimed(buffer, offset, length);
        if (read > 0) {
            count += read;
            if (count > limit) {
                throw failed(tooLarge(limit));
            }
        }
        return read;
    }

    private int readTimed(byte[] buffer, int offset, int length) {
        begun = true;
        pace.waiting();
        int read;
        try {
            read = in.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            pace.moved(0);
            throw failed(problem(e));
        }
        if (!pace.moved(Math.max(0, read))) {
            throw failed(tooSlow());
        }
        return read;
    }

    @Override
    public void close() {
        pace.end();
    }

    private HttpProblem failed(HttpProblem problem) {
        failure = problem;
        return problem;
    }

    static HttpProblem tooLarge(long limit) {
        return new HttpProblem(ProblemType.TOO_LARGE, "The body has more than " + limit + " bytes, the limit here.");
    }

    static HttpProblem tooSlow() {
        return new HttpProblem(ProblemType.REQUEST_TIMEOUT, "The client sent the body too slowly.");
    }

    /** The problem of a client whose body could not be read. */
    static HttpProblem problem(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpProblem problem) {
                return problem;
            }
            if (cause instanceof TimeoutException) {
                return new HttpProblem(ProblemType.REQUEST_TIMEOUT, "The client stopped sending the body.");
            }
            if (cause instanceof HttpException http) {
                return new HttpProblem(
                        ProblemType.MALFORMED_REQUEST, http.getCode(), "The body of the request is malformed.");
            }
        }
        return new HttpProblem(ProblemType.MALFORMED_REQUEST, "The body of the request ended early.");
    }
}
