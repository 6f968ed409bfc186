package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.rows.VideoGenerationRepositoryContract;
import java.time.Clock;

class PostgresVideoGenerationRepositoryIT extends VideoGenerationRepositoryContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
