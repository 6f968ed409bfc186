package io.github.reelstore.sqlite;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testkit.rows.VideoGenerationRepositoryContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SqliteVideoGenerationRepositoryTest extends VideoGenerationRepositoryContract {

    @TempDir
    Path folder;

    @Override
    protected Transactions open(Clock clock) {
        return SqliteTransactions.open(SqliteConfig.of(folder.resolve("reelstore.db")), clock);
    }
}
