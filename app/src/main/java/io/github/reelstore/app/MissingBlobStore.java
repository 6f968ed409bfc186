package io.github.reelstore.app;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import java.util.Optional;
import java.util.stream.Stream;

/** A blob store in a folder that does not exist, for reading: it has no files, and the folder is not created. */
final class MissingBlobStore implements BlobStore, SupportsStoreId {

    private final String url;

    MissingBlobStore(String url) {
        this.url = url;
    }

    @Override
    public BlobContent open(BlobKey key, ByteRange range) {
        throw new StorageException.NotFound(
                key.value(),
                "There is no file " + key + ": the blob store " + url + " does not exist; check --storage.");
    }

    @Override
    public Optional<BlobInfo> stat(BlobKey key) {
        return Optional.empty();
    }

    @Override
    public Stream<BlobInfo> list(BlobPrefix prefix) {
        return Stream.of();
    }

    @Override
    public Optional<StoreId> storeId() {
        return Optional.empty();
    }

    @Override
    public StagedBlob stage(BlobSource source) {
        throw StorageException.ReadOnly.store("storage");
    }

    @Override
    public void publish(StagedBlob staged, BlobKey key) {
        throw StorageException.ReadOnly.store("storage");
    }

    @Override
    public boolean delete(BlobKey key) {
        throw StorageException.ReadOnly.store("storage");
    }

    @Override
    public StoreId identify(StoreId id) {
        throw StorageException.ReadOnly.store("storage");
    }

    @Override
    public void close() {}
}
