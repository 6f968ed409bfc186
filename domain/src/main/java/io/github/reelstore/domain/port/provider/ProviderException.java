package io.github.reelstore.domain.port.provider;

import io.github.reelstore.domain.ledger.FailureClass;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of a provider that failed. Its message is for people and contains no secret. */
public final class ProviderException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureClass failure;
    private final transient Optional<Duration> retryAfter;

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
        super(message, cause);
        this.failure = failure;
        this.retryAfter = retryAfter;
    }

    /** What it means for the job. */
    public FailureClass failure() {
        return failure;
    }

    /** The pause that the provider asks for before the next call with the same credential. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
