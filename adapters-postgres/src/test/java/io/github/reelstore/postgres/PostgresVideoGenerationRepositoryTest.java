package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.VideoGenerationRepositoryContract;
import java.time.Clock;

class PostgresVideoGenerationRepositoryTest extends VideoGenerationRepositoryContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
