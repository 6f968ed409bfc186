package io.github.reelstore.domain.port.provider;

import io.github.reelstore.domain.ledger.FailureClass;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A call of a provider that failed. Its message is for people and contains no secret. */
public final class ProviderException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureClass failure;
    private final transient Optional<Duration> retryAfter;
    private final transient Optional<Operation> operation;
    private final transient Optional<CompletionStage<Operation>> late;

    public ProviderException(FailureClass failure, String message, @Nullable Throwable cause) {
        this(failure, message, Optional.empty(), cause);
    }

    /**
     * A failure after which the provider asks for a pause.
     *
     * @param retryAfter the pause that it asks for
     */
    public ProviderException(
            FailureClass failure, String message, Optional<Duration> retryAfter, @Nullable Throwable cause) {
        this(failure, message, retryAfter, Optional.empty(), Optional.empty(), cause);
    }

    private ProviderException(
            FailureClass failure,
            @Nullable String message,
            Optional<Duration> retryAfter,
            Optional<Operation> operation,
            Optional<CompletionStage<Operation>> late,
            @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.retryAfter = retryAfter;
        this.operation = operation;
        this.late = late;
    }

    /** A copy of the failure of a submit whose answer names an operation all the same, so that it may have been accepted. */
    public ProviderException naming(Operation named) {
        return new ProviderException(failure, getMessage(), retryAfter, Optional.of(named), late, getCause());
    }

    /**
     * A copy of the failure of a submit whose answer did not come in time, but may still come.
     *
     * @param answer completes with the operation if the provider has accepted exactly this request, in any thread
     */
    public ProviderException answeredLate(CompletionStage<Operation> answer) {
        return new ProviderException(failure, getMessage(), retryAfter, operation, Optional.of(answer), getCause());
    }

    /** What it means for the job. */
    public FailureClass failure() {
        return failure;
    }

    /** The pause that the provider asks for before the next call with the same credential. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** The operation that the answer to a submit names although it failed; see {@link #naming}. */
    public Optional<Operation> operation() {
        return operation;
    }

    /** The operation of a submit whose answer may still come; see {@link #answeredLate}. */
    public Optional<CompletionStage<Operation>> late() {
        return late;
    }
}
