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
     * Sets the answer of a request.
     *
     * @return whether the request exists
     */
    boolean complete(String key, ContentHash request, String answer);

    /**
     * Deletes a request.
     *
     * @return whether it existed
     */
    boolean delete(String key);

    /**
     * Deletes the requests from before an instant.
     *
     * @return their number
     */
    int prune(Instant before);
}
