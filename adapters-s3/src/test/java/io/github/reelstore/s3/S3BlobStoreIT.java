package io.github.reelstore.s3;

import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.testkit.blob.BlobListingContract;
import io.github.reelstore.testkit.blob.BlobPreUploadContract;
import io.github.reelstore.testkit.blob.BlobPublishingContract;
import io.github.reelstore.testkit.blob.BlobReadingContract;
import io.github.reelstore.testkit.blob.BlobStagingContract;
import io.github.reelstore.testkit.blob.BlobStoreFixture;
import io.github.reelstore.testkit.blob.BlobStoreIdContract;
import io.github.reelstore.testservers.S3Server;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** On s3proxy, or on the server set with system properties: see {@link S3Server}. */
class S3BlobStoreIT implements BlobStoreFixture {

    @TempDir
    Path staging;

    private final S3Server server = S3Server.configured();
    private S3Server.Location location = new S3Server.Location("none", "");

    @Override
    public BlobStore open() {
        location = server.newLocation();
        return reopen();
    }

    @Override
    public S3BlobStore reopen() {
        return Fixture.openTried(
                server, Fixture.config(server, location).staging(staging).build());
    }

    @AfterEach
    void deleteAllFiles() {
        try (S3BlobStore store = reopen();
                Stream<BlobInfo> all = store.list(BlobPrefix.ALL)) {
            store.deleteAll(all.map(BlobInfo::key));
        }
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

    @Nested
    class PreUpload extends BlobPreUploadContract {}
}
