package io.github.reelstore.testkit;

import io.github.reelstore.domain.port.BlobStore;

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
