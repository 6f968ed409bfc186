package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import java.time.Instant;
import java.util.Optional;

/**
 * The requests of the transaction's profile that carry an idempotency key, and their answers. Two profiles may use the same
 * key.
 */
public interface IdempotencyRepository {

    /** Returns the request with a key; empty if no request has it. */
    Optional<IdempotentRequest> find(String key);

    /**
     * Inserts a running request, from {@link Tx#now} on.
     *
     * @throws StorageException.AlreadyExists if the profile has a request with this key
     */
    void insert(String key);

    /**
     * Sets the answer of a request, or replaces the answer that was set for the same request hash.
     *
     * @param begun when the request began, so that the answer of an earlier request with the same key is not set in a later one
     * @return whether there is such a request
     */
    boolean complete(String key, Instant begun, ContentHash request, String answer);

    /**
     * Deletes a request that has no answer.
     *
     * @param begun when the request began
     * @return whether there was such a request
     */
    boolean delete(String key, Instant begun);

    /**
     * Deletes the requests from before an instant.
     *
     * @return their number
     */
    int prune(Instant before);
}
