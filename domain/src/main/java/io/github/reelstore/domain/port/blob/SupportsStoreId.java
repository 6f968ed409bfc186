package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.StoreId;
import java.util.Optional;

/**
 * What a {@link BlobStore} may offer beside its own methods: bearing the id of the store whose files it keeps, so that a storage
 * that was mistaken for another one, or a disk that is not mounted, is told before anything is removed or repaired. The id lies beside the
 * files, under a name that is no key: copying the whole storage takes it along.
 */
public interface SupportsStoreId {

    /**
     * The id that the storage bears; empty if it has none.
     *
     * @throws StorageException.Corrupt if what should be the id is none
     */
    Optional<StoreId> storeId();

    /**
     * Gives the storage an id, durably, unless it has one. Of several that do so at once, one succeeds.
     *
     * @return the one that it has now
     * @throws StorageException.Corrupt if what should be the id is none
     */
    StoreId identify(StoreId id);
}
