package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.rows.AudioRepositoryContract;
import java.time.Clock;

class InMemoryAudioRepositoryTest extends AudioRepositoryContract {

    @Override
    protected Transactions open(Clock clock) {
        return new InMemoryTransactions(clock);
    }
}
