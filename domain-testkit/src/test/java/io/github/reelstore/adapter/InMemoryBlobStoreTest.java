package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.testkit.blob.BlobListingContract;
import io.github.reelstore.testkit.blob.BlobPublishingContract;
import io.github.reelstore.testkit.blob.BlobReadingContract;
import io.github.reelstore.testkit.blob.BlobStagingContract;
import io.github.reelstore.testkit.blob.BlobStoreFixture;
import io.github.reelstore.testkit.blob.BlobStoreIdContract;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import org.junit.jupiter.api.Nested;

class InMemoryBlobStoreTest implements BlobStoreFixture {

    private InMemoryBlobStore latest = new InMemoryBlobStore();

    @Override
    public BlobStore open() {
        latest = new InMemoryBlobStore();
        return latest;
    }

    @Override
    public BlobStore reopen() {
        return latest.reopen();
    }

    @Nested
    class Staging extends BlobStagingContract {}

    @Nested
    class Publishing extends BlobPublishingContract {}

    @Nested
    class Reading extends BlobReadingContract {}

    @Nested
    class Listing extends BlobListingContract {}

    @Nested
    class StoreIds extends BlobStoreIdContract {}
}
