package io.github.reelstore.s3;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.testkit.blob.BlobListingContract;
import io.github.reelstore.testkit.blob.BlobPreUploadContract;
import io.github.reelstore.testkit.blob.BlobPublishingContract;
import io.github.reelstore.testkit.blob.BlobReadingContract;
import io.github.reelstore.testkit.blob.BlobStagingContract;
import io.github.reelstore.testkit.blob.BlobStoreFixture;
import io.github.reelstore.testkit.blob.BlobStoreIdContract;
import io.github.reelstore.testservers.S3Server;
import io.github.reelstore.testservers.ServerKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * All contracts of a blob store on s3proxy that plays a kind of server. Those that publish nothing concurrently run only
 * with the other servers.
 */
abstract class BlobContracts implements BlobStoreFixture {

    /** Each is started once. */
    private static final Map<ServerKind, S3Server> SERVERS = new ConcurrentHashMap<>();

    @TempDir
    Path staging;

    private final S3Server server;
    private S3Server.Location location = new S3Server.Location("none", "");

    BlobContracts(ServerKind kind) {
        this.server = SERVERS.computeIfAbsent(kind, one -> S3Server.s3proxy(one::of));
    }

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

    @Nested
    @Tag("servers")
    class Staging extends BlobStagingContract {}

    @Nested
    class Publishing extends BlobPublishingContract {}

    @Nested
    @Tag("servers")
    class Reading extends BlobReadingContract {}

    @Nested
    @Tag("servers")
    class Listing extends BlobListingContract {}

    @Nested
    class StoreIds extends BlobStoreIdContract {}

    @Nested
    class PreUpload extends BlobPreUploadContract {}
}
