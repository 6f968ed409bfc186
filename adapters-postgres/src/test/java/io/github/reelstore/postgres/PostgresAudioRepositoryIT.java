package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.rows.AudioRepositoryContract;
import java.time.Clock;

class PostgresAudioRepositoryIT extends AudioRepositoryContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
