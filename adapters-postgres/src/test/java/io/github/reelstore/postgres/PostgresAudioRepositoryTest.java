package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.AudioRepositoryContract;
import java.time.Clock;

class PostgresAudioRepositoryTest extends AudioRepositoryContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
