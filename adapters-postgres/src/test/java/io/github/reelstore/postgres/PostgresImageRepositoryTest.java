package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.ImageRepositoryContract;
import java.time.Clock;

class PostgresImageRepositoryTest extends ImageRepositoryContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
