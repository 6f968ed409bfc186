package io.github.reelstore.server.internal.http;

import java.util.Locale;

/** The types of problems (RFC 9457). Clients compare them, so they never change; docs/api.md lists them. */
public enum ProblemType {
    MALFORMED_REQUEST(400, "The request is not valid HTTP, or its body cannot be read"),
    INVALID_INPUT(400, "A value of the request is not valid"),
    UNAUTHORIZED(401, "The request needs a token"),
    FORBIDDEN(403, "The token does not allow this"),
    CROSS_ORIGIN(403, "A page of another site sent the request"),
    READ_ONLY(403, "The store is read-only"),
    NOT_FOUND(404, "There is no such resource"),
    METHOD_NOT_ALLOWED(405, "The resource does not support this method"),
    REQUEST_TIMEOUT(408, "The client sent its request too slowly"),
    ALREADY_EXISTS(409, "It exists already"),
    IN_PROGRESS(409, "The same request is still running"),
    RULE_VIOLATED(409, "The change would break a rule between rows, or between rows and files"),
    WRONG_STATE(409, "Its state does not allow this"),
    BUDGET_EXCEEDED(409, "A budget does not have as much left"),
    VERSION_MISMATCH(412, "The resource has changed"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the body is not supported"),
    RANGE_NOT_SATISFIABLE(416, "The file has no such range"),
    UNKNOWN_HOST(421, "The server does not have this name"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    TOO_MANY_ATTEMPTS(429, "The address of the client has sent too many wrong tokens"),
    INTERNAL_ERROR(500, "The server failed"),
    UNSUPPORTED(501, "The backend does not support this"),
    UNAVAILABLE(503, "A backend is not available"),
    BUSY(503, "The server is busy");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The usual status code of the answer. */
    public int status() {
        return status;
    }

    /** A sentence for people, the same for each problem of the type. */
    public String title() {
        return title;
    }

    /** The URI that identifies the type. */
    public String uri() {
        return "urn:reelstore:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
