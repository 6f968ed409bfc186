package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.StoreId;
import java.util.Optional;

/**
 * Optional capability of a {@link BlobStore}: keeps the id of the store that it belongs to. So a wrong blob store, or a
 * disk that is not mounted, is detected before anything is removed or repaired. The id is stored next to the files,
 * under a name that is not a key: a copy of the whole blob store includes it.
 */
public interface SupportsStoreId {

    /**
     * The store id; empty if the blob store has none.
     *
     * @throws StorageException.Corrupt if the stored id is not valid
     */
    Optional<StoreId> storeId();

    /**
     * Sets the store id durably, unless there is one. If several callers do so at once, one succeeds.
     *
     * @return the store id that the blob store has now
     * @throws StorageException.Corrupt if the stored id is not valid
     */
    StoreId identify(StoreId id);
}
