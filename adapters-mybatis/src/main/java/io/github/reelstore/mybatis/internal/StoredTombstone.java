package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.time.Instant;

/** A row of the table {@code blob_tombstones}. */
record StoredTombstone(BlobKey blobKey, Instant createdAt) {

    Tombstone toTombstone() {
        return new Tombstone(blobKey, createdAt);
    }
}
