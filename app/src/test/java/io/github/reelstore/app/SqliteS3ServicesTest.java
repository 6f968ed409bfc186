package io.github.reelstore.app;

import io.github.reelstore.domain.port.BlobStore;
import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.sqlite.SqliteConfig;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.testkit.ServicesContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SqliteS3ServicesTest extends ServicesContract {

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
