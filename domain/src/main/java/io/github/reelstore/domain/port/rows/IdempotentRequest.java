package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.media.ContentHash;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that its client may repeat without doing the work twice.
 *
 * @param idempotencyKey the key that the client chose for the request
 * @param requestHash the SHA-256 of what was requested; empty while the request is running
 * @param answer the answer; empty while the request is running
 * @param createdAt when the request began, UTC, with a precision of microseconds
 */
public record IdempotentRequest(
        String idempotencyKey, Optional<ContentHash> requestHash, Optional<String> answer, Instant createdAt) {}
