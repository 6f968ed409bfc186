package io.github.reelstore.app;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.localfs.LocalFsBlobStore;
import io.github.reelstore.localfs.LocalFsConfig;
import io.github.reelstore.testkit.services.ServicesContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class PostgresLocalFsServicesIT extends ServicesContract {

    @TempDir
    Path folder;

    @Override
    protected Transactions openDatabase(Clock clock) {
        return RemoteBackends.postgres(clock);
    }

    @Override
    protected BlobStore openStore() {
        return LocalFsBlobStore.open(new LocalFsConfig(folder.resolve("media")));
    }
}
