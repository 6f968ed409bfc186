package io.github.reelstore.domain.port;

import io.github.reelstore.domain.model.StoreId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which store a database is of (table {@code reelstore_identity}).
 *
 * @param id the store's
 * @param boundAt since when a storage bears the same id, UTC; empty as long as none was seen to
 */
public record StoreIdentity(StoreId id, Optional<Instant> boundAt) {}
