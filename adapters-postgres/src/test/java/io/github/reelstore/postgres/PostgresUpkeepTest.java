package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.UpkeepContract;
import java.time.Clock;

class PostgresUpkeepTest extends UpkeepContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
