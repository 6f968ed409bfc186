package io.github.reelstore.testkit;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.testkit.blob.BlobStoreContract;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;

class InMemoryBlobStoreTest extends BlobStoreContract {

    private InMemoryBlobStore latest = new InMemoryBlobStore();

    @Override
    protected BlobStore newStore() {
        latest = new InMemoryBlobStore();
        return latest;
    }

    @Override
    protected BlobStore reopen() {
        return latest.reopen();
    }
}
