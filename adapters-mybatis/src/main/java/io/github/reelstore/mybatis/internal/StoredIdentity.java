package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import java.time.Instant;
import java.util.Optional;

/** The row of the table {@code reelstore_identity}. */
record StoredIdentity(
        StoreId storeId, Optional<Instant> boundAt, Optional<Instant> restoredAt, Optional<Instant> newestRowAt) {

    StoreIdentity toIdentity() {
        return new StoreIdentity(
                storeId,
                boundAt,
                restoredAt.map(at -> new StoreIdentity.Restore(newestRowAt.orElse(Instant.EPOCH), at)));
    }
}
