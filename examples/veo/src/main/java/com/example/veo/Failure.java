package com.example.veo;

import java.util.Optional;

/** A call that failed, with the class that Reelstore knows (docs/providers.md). */
final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String failure;
    private final transient Optional<Long> retryAfterMillis;

    Failure(String failure, String message) {
        this(failure, message, Optional.empty());
    }

    Failure(String failure, String message, Optional<Long> retryAfterMillis) {
        super(message);
        this.failure = failure;
        this.retryAfterMillis = retryAfterMillis;
    }

    String failure() {
        return failure;
    }

    Optional<Long> retryAfterMillis() {
        return retryAfterMillis;
    }
}
