package io.github.reelstore.simulator;

/** How a protocol states errors. */
enum ErrorForm {
    /** The provider's own: {@code {"error":{"code":"rate_limited","message":"..."}}}. */
    NATIVE,
    /** Google's: {@code {"error":{"code":429,"message":"...","status":"RESOURCE_EXHAUSTED"}}}. */
    GEMINI;

    WireAnswer error(int status, String code, String message) {
        return WireAnswer.json(
                status,
                MiniJson.object(
                        "error",
                        this == NATIVE
                                ? MiniJson.object("code", code, "message", message)
                                : MiniJson.object("code", status, "message", message, "status", google(status))));
    }

    private static String google(int status) {
        return switch (status) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404, 410 -> "NOT_FOUND";
            case 409 -> "FAILED_PRECONDITION";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            default -> "INTERNAL";
        };
    }
}
