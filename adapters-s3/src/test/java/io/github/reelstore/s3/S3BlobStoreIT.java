package io.github.reelstore.s3;

import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.testkit.blob.PreUploadBlobStoreContract;
import io.github.reelstore.testservers.S3Server;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** On s3proxy, or on the server set with system properties: see {@link S3Server}. */
class S3BlobStoreIT extends PreUploadBlobStoreContract {

    private final S3Server server = S3Server.configured();
    private final Path staging;
    private S3Server.Location location = new S3Server.Location("none", "");

    S3BlobStoreIT(@TempDir Path staging) {
        this.staging = staging;
    }

    @Override
    protected BlobStore newStore() {
        location = server.newLocation();
        return reopen();
    }

    @Override
    protected S3BlobStore reopen() {
        return S3BlobStore.open(
                Fixture.config(server, location).staging(staging).build());
    }

    @AfterEach
    void deleteAllFiles() {
        try (S3BlobStore store = reopen();
                Stream<BlobInfo> all = store.list(BlobPrefix.ALL)) {
            store.deleteAll(all.map(BlobInfo::key));
        }
    }
}
