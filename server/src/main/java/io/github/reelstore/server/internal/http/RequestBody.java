package io.github.reelstore.server.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request. It limits the size, and how slowly a client may send. It remembers its failure, because those who
 * read it may wrap the exception.
 */
final class RequestBody extends InputStream {

    /** A client that is slower than this over a long time keeps a thread for nothing. */
    private static final long LEAST_BYTES_PER_SECOND = 512;

    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final InputStream in;
    private final long limit;
    private long count;
    private long waited;
    private @Nullable HttpProblem failure;

    RequestBody(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
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
        long start = System.nanoTime();
        try {
            return in.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            throw failed(problem(e));
        } finally {
            waited += System.nanoTime() - start;
            requireSpeed();
        }
    }

    /** Only if the read itself did not fail. */
    private void requireSpeed() {
        if (failure == null && waited > PATIENCE_NANOS && count < waited / NANOS_PER_SECOND * LEAST_BYTES_PER_SECOND) {
            throw failed(new HttpProblem(ProblemType.REQUEST_TIMEOUT, "The client sent the body too slowly."));
        }
    }

    private HttpProblem failed(HttpProblem problem) {
        failure = problem;
        return problem;
    }

    static HttpProblem tooLarge(long limit) {
        return new HttpProblem(ProblemType.TOO_LARGE, "The body has more than " + limit + " bytes, the limit here.");
    }

    private static HttpProblem problem(Throwable e) {
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
