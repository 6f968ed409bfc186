package io.github.reelstore.exec;

import java.io.Serial;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A call that got no answer. Its message is a sentence for people and contains no secret. */
final class CallFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean sent;
    private final transient Optional<CompletionStage<ObjectNode>> late;

    CallFailure(boolean sent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.sent = sent;
        this.late = Optional.empty();
    }

    /** A failure of a call that may still be answered. */
    CallFailure(String message, CompletionStage<ObjectNode> late) {
        super(message);
        this.sent = true;
        this.late = Optional.of(late);
    }

    /** Whether the program may have read the call. */
    boolean isSent() {
        return sent;
    }

    /** Completes with the answer if it comes after all. */
    Optional<CompletionStage<ObjectNode>> late() {
        return late;
    }
}
