package io.github.reelstore.domain.port.provider;

import io.github.reelstore.domain.ledger.FailureClass;

/**
 * Speaks to one provider, which generates media for money. A client sends each request exactly once: libraries that repeat a
 * POST by themselves must be kept from it, since each copy may be charged. Thread-safe.
 *
 * <p>A method that throws anything else than a {@link ProviderException} counts as one that failed with {@link
 * FailureClass#MAYBE_ACCEPTED} (submit) or {@link FailureClass#TEMPORARY} (the others).
 */
public interface ProviderClient extends AutoCloseable {

    /**
     * Sends a request, once, and waits until the provider has accepted or refused it.
     *
     * @throws ProviderException if it was not accepted, or may have been; its class tells which. {@link
     *     FailureClass#NEVER_SENT} only if no byte of the request can have reached the provider. If the answer may still come, it is
     *     {@link ProviderException#answeredLate answered late}
     */
    Submission submit(SubmitRequest request) throws ProviderException;

    /**
     * Asks how far an operation is, by its name alone: any process may ask.
     *
     * @throws ProviderException if the provider did not answer; {@link FailureClass#GONE} if it no longer knows the operation
     */
    Progress poll(Operation operation) throws ProviderException;

    /**
     * Opens a result, from an offset on.
     *
     * @param offset the first byte, from 0; a client that cannot begin there may begin at 0
     * @return the content; close its stream
     * @throws ProviderException if it cannot be read; {@link FailureClass#GONE} if the provider no longer has it
     */
    RemoteContent open(RemoteFile file, long offset) throws ProviderException;

    /** Whether {@link #find} may tell what became of a request whose answer was lost. */
    default boolean canFind() {
        return false;
    }

    /**
     * Looks for the operation of a request whose answer was lost, by its client token or in the provider's list of operations.
     *
     * @throws ProviderException if the provider did not answer
     */
    default Lookup find(SubmitRequest request) throws ProviderException {
        return new Lookup.Unknown();
    }

    /**
     * Cancels an operation.
     *
     * @return whether the provider has cancelled it without charging it; false if it cannot or it was too late
     * @throws ProviderException if the provider did not answer
     */
    default boolean cancel(Operation operation) throws ProviderException {
        return false;
    }

    /** Releases connections and processes. Closing again has no effect. */
    @Override
    void close();
}
