package io.github.reelstore.sqlite;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.UpkeepContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SqliteUpkeepTest extends UpkeepContract {

    @TempDir
    Path folder;

    @Override
    protected Transactions open(Clock clock) {
        return SqliteTransactions.open(SqliteConfig.of(folder.resolve("reelstore.db")), clock);
    }
}
