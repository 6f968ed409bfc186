package io.github.reelstore.app;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.services.ServicesContract;
import java.time.Clock;

class PostgresS3ServicesIT extends ServicesContract {

    @Override
    protected Transactions openDatabase(Clock clock) {
        return RemoteBackends.postgres(clock);
    }

    @Override
    protected BlobStore openStore() {
        return RemoteBackends.s3();
    }
}
