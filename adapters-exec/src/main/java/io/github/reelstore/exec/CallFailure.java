package io.github.reelstore.exec;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A call that got no answer. Its message is a sentence for people and contains no secret. */
final class CallFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    CallFailure(boolean sent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.sent = sent;
    }

    /** Whether the program may have read the call. */
    boolean isSent() {
        return sent;
    }
}
