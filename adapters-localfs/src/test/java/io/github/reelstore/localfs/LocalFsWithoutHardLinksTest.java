package io.github.reelstore.localfs;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.testkit.blob.BlobListingContract;
import io.github.reelstore.testkit.blob.BlobPublishingContract;
import io.github.reelstore.testkit.blob.BlobReadingContract;
import io.github.reelstore.testkit.blob.BlobStagingContract;
import io.github.reelstore.testkit.blob.BlobStoreFixture;
import io.github.reelstore.testkit.blob.BlobStoreIdContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class LocalFsWithoutHardLinksTest implements BlobStoreFixture {

    @TempDir
    Path root;

    @Override
    public BlobStore open() {
        return LocalFsBlobStore.open(new LocalFsConfig(root), new FaultyDisk().withoutHardLinks());
    }

    @Override
    public BlobStore reopen() {
        return open();
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
