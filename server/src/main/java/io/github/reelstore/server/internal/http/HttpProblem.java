package io.github.reelstore.server.internal.http;

import io.github.reelstore.domain.error.StorageException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A failure that is described to the client, with what it can do. */
public final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Errors of the store that another attempt may not meet. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ProblemType type;
    private final int status;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /** A problem with the usual status of its type. */
    public HttpProblem(ProblemType type, String detail) {
        this(type, type.status(), detail);
    }

    HttpProblem(ProblemType type, int status, String detail) {
        super(detail);
        this.type = type;
        this.status = status;
    }

    /** The problem that an exception of the store is. */
    static HttpProblem of(StorageException e) {
        if (e instanceof StorageException.InvalidInput) {
            return new HttpProblem(ProblemType.INVALID_INPUT, message(e));
        }
        if (e instanceof StorageException.NotFound) {
            return new HttpProblem(ProblemType.NOT_FOUND, message(e));
        }
        if (e instanceof StorageException.AlreadyExists) {
            return new HttpProblem(ProblemType.ALREADY_EXISTS, message(e));
        }
        if (e instanceof StorageException.Integrity integrity) {
            return integrity.isOfStore() ? failedStore() : new HttpProblem(ProblemType.RULE_VIOLATED, message(e));
        }
        if (e instanceof StorageException.BudgetExceeded) {
            return new HttpProblem(ProblemType.BUDGET_EXCEEDED, message(e));
        }
        if (e instanceof StorageException.Conflict) {
            return new HttpProblem(ProblemType.VERSION_MISMATCH, message(e));
        }
        if (e instanceof StorageException.ReadOnly) {
            return new HttpProblem(ProblemType.READ_ONLY, message(e));
        }
        if (e instanceof StorageException.Unsupported) {
            return new HttpProblem(ProblemType.UNSUPPORTED, message(e));
        }
        if (e instanceof StorageException.Unavailable) {
            return e.isRetryable()
                    ? new HttpProblem(
                                    ProblemType.UNAVAILABLE,
                                    "The database or the blob store is not available at the moment; try again.")
                            .with("Retry-After", RETRY_AFTER_SECONDS)
                    : failedStore();
        }
        return internal();
    }

    /** A job that has gone on, or is not as far yet. The client stated no version, so it is not {@code version-mismatch}. */
    public static HttpProblem wrongState(StorageException.Conflict e) {
        return new HttpProblem(ProblemType.WRONG_STATE, message(e));
    }

    /** The message may name folders of the server. */
    private static HttpProblem failedStore() {
        return new HttpProblem(
                ProblemType.UNAVAILABLE,
                "The database or the blob store failed, and an operator has to fix the cause; the server's log has it.");
    }

    /** A problem that the server's log explains, since its reason may contain names of the server's files. */
    static HttpProblem internal() {
        return new HttpProblem(
                ProblemType.INTERNAL_ERROR, "The server could not answer the request; its log has the reason.");
    }

    /** Too much work at once; a later attempt may succeed. */
    public static HttpProblem busy(String detail) {
        return new HttpProblem(ProblemType.BUSY, detail).with("Retry-After", RETRY_AFTER_SECONDS);
    }

    /** Adds a header to the answer. */
    public HttpProblem with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The type. */
    public ProblemType type() {
        return type;
    }

    /** The status code of the answer. */
    public int status() {
        return status;
    }

    /** The answer to a program: {@code application/problem+json}. */
    public Answer answer() {
        return withHeaders(Answer.problem(type, status, message(this)));
    }

    /** Adds the headers of the problem to an answer that describes it. */
    public Answer withHeaders(Answer description) {
        Answer answer = description;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static String message(Throwable e) {
        return String.valueOf(e.getMessage());
    }
}
