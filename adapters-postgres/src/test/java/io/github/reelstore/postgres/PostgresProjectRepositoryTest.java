package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.ProjectRepositoryContract;
import java.time.Clock;

class PostgresProjectRepositoryTest extends ProjectRepositoryContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
