package io.github.reelstore.app;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testkit.services.ServicesContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class SqliteS3ServicesIT extends ServicesContract {

    @TempDir
    Path folder;

    @Override
    protected Transactions openDatabase(Clock clock) {
        return SqliteTransactions.open(SqliteConfig.of(folder.resolve("reelstore.db")), clock);
    }

    @Override
    protected BlobStore openStore() {
        return RemoteBackends.s3();
    }
}
